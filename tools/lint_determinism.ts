import { isTestFile } from "./is_test_file.ts";
import { repositoryPath } from "./repository_path.ts";

/** What differs from call to call, as [object, member]. */
const AMBIENT: readonly (readonly [string, string])[] = [
  ["Math", "random"],
  ["Date", "now"],
  ["performance", "now"],
  ["Temporal", "Now"],
];

/** Where the clock may be read: in commands, in measurements, and in two small files of runs/. */
const CLOCK = ["cli/", "perf/", "runs/clock.ts", "runs/wall_clock.ts"];

/** Where text may go to the terminal. A plugin's console is the record's, and redirected as a whole. */
const PRINT = ["cli/", "perf/", "tools/"];

function isAllowed(file: string, places: readonly string[]): boolean {
  return isTestFile(file) || places.some((place) => file.startsWith(place));
}

/** The name of an object: `performance` for `performance` and for `globalThis.performance`. */
function nameOf(node: Deno.lint.Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? nameOf(node.property) : undefined;
}

const ambient: Deno.lint.Rule = {
  create(context) {
    if (isAllowed(repositoryPath(context.filename), CLOCK)) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message: `Cannot use ${what} here: it differs from run to run, expected a RandomStream ` +
          `or a time that the caller gives`,
      });
    return {
      MemberExpression(node) {
        const pair = [nameOf(node.object), nameOf(node.property)];
        const found = AMBIENT.find((each) => each[0] === pair[0] && each[1] === pair[1]);
        if (found) report(node, found.join("."));
      },
      NewExpression(node) {
        if (nameOf(node.callee) === "Date" && node.arguments.length === 0) {
          report(node, "new Date()");
        }
      },
    };
  },
};

const locale: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message:
          `Cannot use ${what}: it depends on the machine, expected code units or UTF-8 bytes`,
      });
    return {
      MemberExpression(node) {
        const name = nameOf(node.property) ?? "";
        if (name === "localeCompare" || name.startsWith("toLocale")) report(node, name);
        if (nameOf(node.object) === "Intl") report(node, `Intl.${name}`);
      },
    };
  },
};

const print: Deno.lint.Rule = {
  create(context) {
    if (isAllowed(repositoryPath(context.filename), PRINT)) return {};
    return {
      CallExpression(node) {
        if (node.callee.type !== "MemberExpression" || nameOf(node.callee.object) !== "console") {
          return;
        }
        context.report({
          node,
          message: "Cannot print here: only cli/, perf/, tools/ and tests write to the terminal",
        });
      },
    };
  },
};

/** The lint rules that keep results the same on every run and every machine. */
const plugin: Deno.lint.Plugin = {
  name: "determinism",
  rules: { ambient, locale, print },
};
export default plugin;
