import { assertEquals } from "@std/assert";
import { dirname } from "node:path";
import { checkExports } from "./check_exports.ts";

/** A house of these files, looked at and pulled down. */
async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const house = await Deno.makeTempDir();
  for (const [file, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(`${house}/${file}`), { recursive: true });
    await Deno.writeTextFile(`${house}/${file}`, text);
  }
  const problems = checkExports(house);
  await Deno.remove(house, { recursive: true });
  return problems;
}

const method = {
  "methods/a/method.ts": "",
  "methods/a/method_test.ts": "",
  "methods/a/README.md": "",
};

Deno.test("checkExports() is content with re-exports, files that exist and whole methods", async () => {
  const problems = await problemsOf({
    "deno.json": '{ "exports": { ".": "./mod.ts", "./nn": "./nn/mod.ts" } }',
    "mod.ts": '/** What: is = here; */\nexport type { A, B } from "./a.ts";\n// more\n' +
      'export * from "./nn/mod.ts";\n',
    "nn/mod.ts": 'export * as layers from "./layers.ts";\nexport { c as d } from "./c.ts";\n',
    ...method,
  });
  assertEquals(problems, []);
});

Deno.test("checkExports() names code in a mod.ts, exports without a file and missing method files", async () => {
  const problems = await problemsOf({
    "deno.json": '{ "exports": { ".": "./mod.ts", "./nn": "./nn/mod.ts" } }',
    "mod.ts": 'import "./effect.ts";\nexport const a = 1;\nexport { b } from "./b.ts";\n',
    ...method,
    "methods/b/method.ts": "",
  });
  assertEquals(problems, [
    'Cannot use "import "./effect.ts"" in "mod.ts": expected re-exports only',
    'Cannot use "export const a = 1" in "mod.ts": expected re-exports only',
    'Cannot find "./nn/mod.ts": "exports" of deno.json names it as "./nn"',
    'Cannot find "methods/b/method_test.ts": expected method.ts, method_test.ts, README.md in every method',
    'Cannot find "methods/b/README.md": expected method.ts, method_test.ts, README.md in every method',
  ]);
});
