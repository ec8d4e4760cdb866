import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { copyPlugin } from "./copy_plugin.ts";
import type { PluginCopy } from "./plugin_copy.ts";

/** Writes files into a new folder, copies the plugin `source` from it, and removes all. */
async function copied(
  files: Readonly<Record<string, string>>,
  source = "mine",
): Promise<{ copy: PluginCopy; names: string[] }> {
  const folder = await Deno.makeTempDir({ prefix: "copy-plugin-test-" });
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(join(folder, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, path), text);
    }
    const copy = await copyPlugin(join(folder, source), { cache: join(folder, "cache") });
    return { copy, names: namesIn(copy.folder) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function namesIn(folder: string, under = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? namesIn(join(folder, name), `${under}${name}/`) : [`${under}${name}`]
  ).sort();
}

const METHOD = "export default {};";

Deno.test("copyPlugin() copies code and JSON, and neither tests, texts nor configuration", async () => {
  const { copy, names } = await copied({
    "mine/method.ts": METHOD,
    "mine/lib/part.js": "",
    "mine/data.json": "{}",
    "mine/method_test.ts": "import 'nothing';",
    "mine/part.test.js": "",
    "mine/README.md": "",
    "mine/deno.json": "{",
    "mine/package.json": "{}",
    "mine/.hidden.ts": "",
    "mine/.git/x.ts": "",
    "mine/node_modules/x/index.js": "",
    "mine/weights.bin": "",
  });
  assertEquals(names, ["data.json", "lib/part.js", "method.ts"]);
  assertEquals(copy.name, "mine");
  assertMatch(copy.closure, /^[0-9a-f]{64}$/);
  assert(copy.folder.endsWith(copy.closure) && copy.entry.endsWith(`${copy.closure}/method.ts`));
});

Deno.test("copyPlugin() gives the same closure for the same code, wherever it lies and whatever is beside it", async () => {
  const one = await copied({ "mine/method.ts": METHOD, "mine/README.md": "1" });
  const two = await copied({ "yours/method.ts": METHOD, "yours/method_test.ts": "2" }, "yours");
  assertEquals(one.copy.closure, two.copy.closure);
});

Deno.test("copyPlugin() gives another closure when a byte, a name or a file changes", async () => {
  const all = await Promise.all([
    copied({ "mine/method.ts": METHOD }),
    copied({ "mine/method.ts": `${METHOD} ` }),
    copied({ "mine/method.js": METHOD }),
    copied({ "mine/method.ts": METHOD, "mine/a.ts": "" }),
    copied({ "mine/method.ts": METHOD, "mine/b.ts": "" }),
    copied({ "mine/method.ts": `import "@permafrost/bench/nn";${METHOD}` }),
    copied({ "mine/method.ts": `import "@tensorflow/tfjs";${METHOD}` }),
  ]);
  assertEquals(new Set(all.map(({ copy }) => copy.closure)).size, all.length);
});

Deno.test("copyPlugin() takes one file, the packed form, under its own name", async () => {
  const { copy, names } = await copied({ "packed.js": METHOD, "beside.js": "" }, "packed.js");
  assertEquals(names, ["packed.js"]);
  assertEquals(copy.name, "packed");
});

Deno.test("copyPlugin() tells whether a plugin uses tensors", async () => {
  const plain = await copied({
    "mine/method.ts": `import type { Method } from "@permafrost/bench/method"; ${METHOD}`,
  });
  const deep = await copied({
    "mine/method.ts": `import "./part.ts"; ${METHOD}`,
    "mine/part.ts": 'export { tensorCount } from "@permafrost/bench/nn";',
  });
  assertEquals([plain.copy.tensors, deep.copy.tensors], [false, true]);
});

Deno.test("copyPlugin() gives every host that races for the same copy the same one", async () => {
  const folder = await Deno.makeTempDir({ prefix: "copy-plugin-test-" });
  await Deno.writeTextFile(join(folder, "mine.ts"), METHOD);
  const cache = join(folder, "cache");
  const race = Array.from({ length: 6 }, () => copyPlugin(join(folder, "mine.ts"), { cache }));
  const copies = await Promise.all(race);
  assertEquals(new Set(copies.map(({ entry }) => entry)).size, 1);
  assertEquals([...Deno.readDirSync(cache)].map(({ name }) => name), [copies[0].closure]);
  await Deno.remove(folder, { recursive: true });
});

for (
  const [what, files, source, wanted] of [
    ["nothing", {}, "mine", "no such file or folder, expected a folder with method.ts or a file"],
    ["a folder without a method", { "mine/other.ts": "" }, "mine", "no method.ts in it"],
    [
      "a file that is no code",
      { "mine.txt": "" },
      "mine.txt",
      "no code, expected a .ts or .js file",
    ],
  ] as const
) {
  Deno.test(`copyPlugin() refuses ${what}`, async () => {
    await assertRejects(() => copied(files, source), UserError, wanted);
  });
}
