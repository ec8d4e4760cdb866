import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { HOUSE } from "./_house.ts";
import { limits } from "./limits.ts";
import { packPlugin } from "./pack_plugin.ts";
import { codeOf, packedOf } from "./_packed_fixture.ts";
import { PluginFailure } from "./plugin_failure.ts";

const CONFIG = { name: "@you/one", license: "MIT" };

/** Packs a plugin of these files from a folder of its own, somewhere below a new one. */
async function packed(files: Readonly<Record<string, string>>, below = "mine") {
  const folder = await Deno.makeTempDir({ prefix: "pack-plugin-test-" });
  const source = join(folder, below);
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(join(source, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(source, path), text);
    }
    return await packPlugin(source, { seed: 0, device: "cpu", limits: limits() });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A package of npm that the suite has, pinned as the suite pins it. */
async function lockOf(name: string, version: string): Promise<string> {
  const { npm } = JSON.parse(await Deno.readTextFile(join(HOUSE, "deno.lock")));
  const key = `${name}@${version}`, specifiers = { [`npm:${key}`]: version };
  return JSON.stringify({ version: "5", specifiers, npm: { [key]: npm[key] } });
}

Deno.test("packPlugin() gives the same bytes again, from wherever, and takes packages along", async () => {
  const files = {
    "method.ts": `import canonicalize from "canonicalize";
      import { part } from "./lib/part.ts";
      import data from "./data.json" with { type: "json" };
      export const used = [canonicalize(data), part satisfies number];
      ${codeOf().replace("defaults: {}", "defaults: { used: used.length }")}`,
    "lib/part.ts": "export const part: number = 2;",
    "data.json": '{"b": 1, "a": 2}',
    "method_test.ts": 'import "nothing";',
    "deno.json": JSON.stringify({
      ...CONFIG,
      imports: {
        "canonicalize": "npm:canonicalize@5.1.0",
        "@permafrost/bench": "jsr:@permafrost/bench@^9.0.0",
      },
    }),
    "deno.lock": await lockOf("canonicalize", "5.1.0"),
    "README.md": "# One\n",
    "LICENSE": "Do as you like.\n",
  };
  const here = await packed(files), there = await packed(files, "a/b/c/another one");
  assertEquals(there, here);
  const { "method.js": code, ...rest } = here.files;
  for (const part of ["function serializeString", "b: 1", "var part = 2"]) {
    assertStringIncludes(code, part);
  }
  assertEquals(code.includes(HOUSE) || code.includes("/tmp/"), false);
  assertEquals(Object.keys(rest), ["deno.json", "package.json", "LICENSE", "README.md"]);
  assertEquals(JSON.parse(rest["package.json"]).files, ["method.js", "LICENSE", "README.md"]);
  const { manifest: { id, licence, name, contract } } = here;
  assertEquals([id, licence, name, contract], ["one", "MIT", "@you/one", 1]);
});

for (
  const [what, files, wanted] of [
    ["no deno.json", { "deno.json": undefined }, "no deno.json in it, expected one with name"],
    ["one that does not parse", { "deno.json": "{" }, "deno.json does not parse"],
    ["no name", { "deno.json": '{"license": "MIT"}' }, '"name" of deno.json is missing, expected'],
    ["a name without a scope", { "deno.json": '{"name": "one"}' }, '"name" of deno.json is "one"'],
    ["no licence", { "deno.json": '{"name": "@you/one"}' }, '"license" of deno.json is missing'],
    ["no method", { "method.ts": undefined }, "no method.ts in it, expected one"],
    ["code that does not parse", { "method.ts": "const = 1" }, 'Cannot pack "mine": SyntaxError'],
    [
      "an import from outside",
      { "method.ts": 'import "../x.ts"; export default 1;' },
      "Module not found",
    ],
    ["a package that is not named", { "method.ts": 'import "lodash";' }, '"lodash"'],
    [
      "what is packed already",
      { "method.ts": undefined, "method.js": packedOf() },
      "a packed plugin",
    ],
  ] as const
) {
  Deno.test(`packPlugin() refuses ${what}`, async () => {
    const all = { "deno.json": JSON.stringify(CONFIG), "method.ts": codeOf(), ...files };
    const given = Object.entries(all).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, text]]
    );
    const error = await assertRejects(() => packed(Object.fromEntries(given)), UserError, wanted);
    assertEquals(error.message.includes("\n"), false, error.message);
  });
}

Deno.test("packPlugin() refuses what the wall would not run", async () => {
  const pack = (code: string) => packed({ "deno.json": JSON.stringify(CONFIG), "method.ts": code });
  const reads = 'import { readFileSync } from "node:fs"; export default readFileSync;';
  await assertRejects(() => pack(reads), PluginFailure, 'imports "node:fs"');
  await assertRejects(
    () => pack("export default 1;"),
    PluginFailure,
    "its default export is number",
  );
  const newer = codeOf({ contract: 2 });
  await assertRejects(() => pack(newer), PluginFailure, "its contract is 2, expected contract 1");
});
