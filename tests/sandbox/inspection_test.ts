import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { copyPlugin } from "../../plugins/copy_plugin.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { Folder } from "./_fixture.ts";
import { assertEnds, assertUninspectedEnds } from "./_sit.ts";
import { pluginSource } from "./_plugin_source.ts";

/** Ways to name what lies outside, each refused before it runs, at its line and column. */
const IMPORTS: Readonly<Record<string, string>> = {
  "a static import that leaves the folder": 'import s from "../secret.json" with { type: "json" };',
  "a static import of a text that leaves the folder":
    'import s from "../secret.json" with { type: "text" };',
  "a re-export that leaves the folder": 'export * from "../other/x.js";',
  "a literal import() that leaves the folder": 'const s = await import("../secret.js");',
  "an import of the house by its path": 'import "/protocols/task.ts";',
  "an import by a file URL": 'import "file:///etc/passwd";',
  "an import of a Node module": 'import { readFileSync } from "node:fs";',
  "an import of a Node module without its prefix": 'import fs from "fs";',
  "an import from the network": 'import "https://example.com/x.js";',
  "an import from a package registry": 'import _ from "npm:left-pad@1.3.0";',
  "an import of a package that the house has": 'import fc from "fast-check";',
  "an import from another registry": 'import { parse } from "jsr:@std/yaml@1";',
  "an import of another part of this package": 'import { x } from "@permafrost/bench";',
  "an import of a data: module": 'import "data:text/javascript,1";',
  "an import of what nobody knows": 'import "mystery";',
};

for (const [what, line] of Object.entries(IMPORTS)) {
  Deno.test(`${what} is refused before it runs`, async () => {
    await using folder = new Folder();
    const specifier = /"([^"]+)"/.exec(line)?.[1] ?? "";
    const failure = await assertRejects(
      () => folder.plugin({ top: `// one\n${line}` }),
      PluginFailure,
    );
    const column = line.indexOf('"') + 1;
    assertEquals(
      failure.message,
      `Cannot use "fixture": method.js:2:${column} imports "${specifier}", expected ` +
        "@permafrost/bench/method, @permafrost/bench/nn, @tensorflow/tfjs or its own files",
    );
    assertEquals(failure.code, "inspect");
  });
}

Deno.test("an import type that leaves the folder is refused, in a file beside the entry", async () => {
  await using folder = new Folder();
  folder.write(
    "fixture/part.ts",
    'import type { Task } from "../../protocols/task.ts";\nexport const x = 1;',
  );
  const failure = await assertRejects(
    () => folder.plugin({ top: 'import { x } from "./part.ts";' }),
    PluginFailure,
  );
  assertMatch(failure.message, /: part.ts:1:27 imports "..\/..\/protocols\/task.ts", expected /);
});

Deno.test("the type of an import() that leaves the folder is refused", async () => {
  await using folder = new Folder();
  folder.write("fixture/part.ts", 'export type T = import("../../x.ts").T;');
  await assertRejects(
    () => folder.plugin({ top: 'import "./part.ts";' }),
    PluginFailure,
    "part.ts:1:",
  );
});

Deno.test("an import that leaves the folder ends its run and no other", () =>
  assertEnds((folder) => folder.plugin({ top: 'import "../secret.js";' }), {
    code: "inspect",
    message: /^Cannot use "fixture": method.js:1:8 imports "..\/secret.js", expected /,
  }));

Deno.test("a symlink ends its run and no other", () =>
  assertEnds(async (folder) => {
    const secret = folder.write("secret.json", "42");
    folder.write("fixture/method.js", pluginSource({}));
    await Deno.symlink(secret, join(folder.path, "fixture", "data.json"));
    return await copyPlugin(join(folder.path, "fixture"), { cache: folder.path });
  }, {
    code: "inspect",
    message: /^Cannot use "fixture": data.json is a symlink, expected regular files$/,
  }));

Deno.test("a symlinked folder in a plugin is refused", async () => {
  await using folder = new Folder();
  folder.write("elsewhere/x.js", "export const x = 1;");
  folder.write("fixture/method.js", pluginSource({}));
  await Deno.symlink(join(folder.path, "elsewhere"), join(folder.path, "fixture", "lib"));
  await assertRejects(
    () => copyPlugin(join(folder.path, "fixture"), { cache: folder.path }),
    PluginFailure,
    "lib is a symlink",
  );
});

Deno.test("a static import that nobody inspected is denied by the wall", () =>
  assertUninspectedEnds({ top: 'import s from "../secret.json" with { type: "json" };' }, {
    code: "crash",
    message:
      /^Cannot use "fixture": it threw "TypeError: Requires read access to "[^"]+secret.json"/,
  }));

Deno.test("a static import of a text that nobody inspected is denied by the wall", () =>
  assertUninspectedEnds({ top: 'import s from "../secret.json" with { type: "text" };' }, {
    code: "crash",
    message: /Requires read access to "[^"]+secret.json"/,
  }));

Deno.test("a plugin imports its own files, the contract, nn and tfjs", async () => {
  await using folder = new Folder();
  folder.write(
    "fixture/lib/part.ts",
    'import data from "../data.json" with { type: "json" };\nexport default data;',
  );
  folder.write("fixture/data.json", '{"x":1}');
  const plugin = await folder.plugin({
    top: `import data from "./lib/part.ts"; import * as nn from "@permafrost/bench/nn";
      import * as tf from "@tensorflow/tfjs"; await import("./lib/part.ts");`,
  });
  assertEquals(plugin.tensors, true);
});

Deno.test("a file that is not code is not there to be imported", async () => {
  await using folder = new Folder();
  folder.write("fixture/data.txt", "1");
  const failure = await assertRejects(
    () => folder.plugin({ top: 'import data from "./data.txt" with { type: "text" };' }),
    PluginFailure,
  );
  assertMatch(
    failure.message,
    /method.js:1:18 imports ".\/data.txt", which is not there, expected code or JSON of its own$/,
  );
});

Deno.test("a module that cannot be parsed is refused", async () => {
  await using folder = new Folder();
  const failure = await assertRejects(() => folder.plugin({ top: "let let = ;" }), PluginFailure);
  assertMatch(
    failure.message,
    /^Cannot use "fixture": method.js cannot be parsed \(.*\), expected a module/,
  );
});
