import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { bench } from "./_bench.ts";
import { plugin } from "./_plugin.ts";
import { pluginSource } from "./_plugin_source.ts";

const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "plugin-bad-input-" }));
function write(path: string, text: string): void {
  Deno.mkdirSync(join(folder, path, ".."), { recursive: true });
  Deno.writeTextFileSync(join(folder, path), text);
}
const GOOD = pluginSource("counting", { min: 1, max: 9 });
/** The good method with another first line of its fit. */
const fitting = (line: string): string =>
  GOOD.replace("  fit({", `  fit(train) { ${line} },\n  _({`);

write("taken/file.txt", "");
write("file", "");
write("counting/method.js", GOOD);
write("counting/README.md", "# Counting\n");
write("counting/deno.json", '{"name": "@you/counting", "license": "MIT"}');
write("reads/method.js", `import "node:fs";\n${GOOD}`);
write("leaves/method.js", `import "../counting/method.js";\n${GOOD}`);
write("old/method.js", GOOD.replace("contract: 1", "contract: 0"));
write("control/method.js", GOOD.replace('id: "counting"', 'id: "popularity"'));
write("throws/method.js", fitting('throw new Error("no idea");'));
write("ends/method.js", fitting("Deno.exit(3);"));
write("spins/method.js", fitting("for (;;);"));
write(
  "noisy/method.js",
  GOOD.replace("(item) => count[item]", "(item) => count[item] + Math.random()"),
);
Deno.mkdirSync(join(folder, "linked"));
Deno.symlinkSync(join(folder, "counting", "method.js"), join(folder, "linked", "method.js"));

/** Each: a command, and the one line on stderr with which it is refused as wrong usage. */
const REFUSED: readonly (readonly [args: string[], line: RegExp])[] = [
  [[], /^Cannot run deno task plugin: no command, expected new, check or pack$/],
  [["chekc"], /^Cannot run command "chekc": no such command, expected check$/],
  [["new", "taken"], /^Cannot make plugin "taken": there is a folder that is not empty/],
  [["new", "file"], /^Cannot make plugin "file": there is a file of this name/],
  [["check", "none"], /^Cannot use plugin "none": no such file or folder/],
];

Deno.test("plugin new, check and pack refuse wrong usage with one line and exit code 2", async () => {
  for (const [args, line] of REFUSED) {
    const { code, stdout, stderr } = await plugin(args, folder);
    assertMatch(stderr.trimEnd(), line);
    assertEquals([code, stderr.trimEnd().split("\n").length, stdout], [2, 1, ""], stderr);
  }
});

/** The checks that fail, as `--json` gives them. */
async function failures(name: string, ...more: string[]) {
  const { code, stdout, stderr } = await plugin(["check", name, "--json", ...more], folder);
  const { checks }: { checks: Record<string, string>[] } = JSON.parse(stdout);
  const failed = checks.filter(({ state }) => state === "failed");
  assertEquals([code, stderr], [failed.length > 0 ? 1 : 0, ""]);
  for (const { name, problem, cure } of failed) {
    assertEquals([!!problem, !!cure, problem.includes("\n")], [true, true, false], name);
  }
  return failed;
}

for (
  const [name, problem, cure] of [
    ["reads", 'Cannot use "reads": method.js:1:8 imports "node:fs", expected', "packed"],
    ["leaves", 'method.js:1:8 imports "../counting/method.js"', "packed"],
    ["linked", "method.js is a symlink, expected regular files", "regular files"],
    ["old", "its contract is 0, expected contract 1", "Method of contract 1"],
  ] as const
) {
  Deno.test(`plugin check says what is wrong with the plugin "${name}", and asks no more of it`, async () => {
    const [first, ...more] = await failures(name);
    assertStringIncludes(first.problem, problem);
    assertStringIncludes(first.cure, cure);
    assertEquals(more, []);
  });
}

Deno.test("plugin check tells each failure with its place and its cure", async () => {
  const learns = ["--skip", "checkerboard", "--skip", "cycle", "--skip", "README"];
  const { code, stdout } = await plugin(["check", "counting"], folder);
  assertEquals(code, 1);
  assertMatch(stdout, /^✗ cycle: .*Share of right answers: .*\. Cure: see that order/m);
  assertMatch(stdout, /^\d+ passed, 2 failed\.$/m);

  // A control's id cannot even be run: it is there already.
  const [taken, ...none] = await failures("control", ...learns);
  assertEquals([taken.problem, none], ['"popularity" is built in', []]);

  const threw = await failures("throws", ...learns);
  assertEquals(threw[0].place?.startsWith("method.js:"), true, JSON.stringify(threw[0]));
  assertEquals(threw[0].problem, 'it threw "Error: no idea"');
  assertStringIncludes(threw[threw.length - 1].problem, 'it threw "Error: no idea" at method.js:');

  const noisy = await failures("noisy", ...learns);
  assertEquals(noisy.some(({ name }) => name === "asked again it gives the same bytes"), true);
  assertStringIncludes(noisy[noisy.length - 1].problem, "a score changed when it was asked again");
});

Deno.test("plugin check ends what does not end, and goes on to what is left", async () => {
  const skip = ["--skip", "it runs", "--skip", "README"];
  const [first, second, ...more] = await failures(
    "spins",
    "--limit-time",
    "1s",
    ...skip,
  );
  assertStringIncludes(first.problem, "ran out of CPU time");
  assertEquals(second.problem, "not asked: its process has ended before");
  assertEquals(more.length > 20, true);
  const [ended] = await failures("ends", ...skip);
  assertStringIncludes(ended.problem, "its process ended with exit code 3");
});

Deno.test("bench run refuses an address that it cannot fetch, and a packed plugin of another contract", async () => {
  const run = ["run", "--data", "tundra-tiny", "--protocol", "leave-one-out-99@1", "--seeds", "1"];
  const { code, stderr, stdout } = await bench(
    [...run, "--plugin", "http://127.0.0.1:1/m.js"],
    folder,
  );
  assertMatch(stderr, /^Cannot fetch plugin "http:\/\/127\.0\.0\.1:1\/m\.js": [^\n]+\n$/);
  assertEquals([code, stdout], [2, ""]);
  const { stdout: said } = await plugin(["pack", "counting", "--out", "out", "--json"], folder);
  const text = await Deno.readTextFile(join(folder, JSON.parse(said).path));
  await Deno.writeTextFile(join(folder, "newer.js"), text.replace('"contract":1', '"contract":2'));
  const ended = await bench([...run, "--plugin", "newer.js"], folder);
  assertStringIncludes(
    ended.stderr,
    'Cannot use "newer": its contract is 2, expected contract 1\n',
  );
  assertEquals(ended.code, 1);
});

Deno.test("plugin_bad_input_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
