import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { sourceFiles } from "./source_files.ts";

/** What every folder of methods/ must hold. */
const METHOD_FILES = ["method.ts", "method_test.ts", "README.md"];

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;
const RE_EXPORT = /^export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^{}]*\})\s+from\s+"[^"]+"$/;

/**
 * What is wrong with the outside of a repository, one line each: a `mod.ts` that does more than
 * re-export, an export of `deno.json` without its file, a method without one of its three files.
 *
 * @example
 * ```ts
 * import { checkExports } from "./check_exports.ts";
 * const house = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${house}/deno.json`, '{ "exports": { ".": "./mod.ts" } }');
 * const [problem] = checkExports(house);
 * if (!problem.includes('Cannot find "./mod.ts"')) throw new Error("overlooked");
 * await Deno.remove(house, { recursive: true });
 * ```
 */
export function checkExports(house: string): string[] {
  return [...strayCode(house), ...missingExports(house), ...missingMethodFiles(house)];
}

function strayCode(house: string): string[] {
  return sourceFiles(house).filter((file) => basename(file) === "mod.ts").flatMap((file) =>
    Deno.readTextFileSync(join(house, file))
      .replaceAll(COMMENT, "")
      .split(";")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== "" && !RE_EXPORT.test(statement))
      .map((statement) => `Cannot use "${statement}" in "${file}": expected re-exports only`)
  );
}

function missingExports(house: string): string[] {
  const { exports }: { exports: Record<string, string> } = JSON.parse(
    Deno.readTextFileSync(join(house, "deno.json")),
  );
  return Object.entries(exports)
    .filter(([, file]) => !existsSync(join(house, file)))
    .map(([name, file]) => `Cannot find "${file}": "exports" of deno.json names it as "${name}"`);
}

function missingMethodFiles(house: string): string[] {
  const methods = join(house, "methods");
  if (!existsSync(methods)) return [];
  return [...Deno.readDirSync(methods)].filter((entry) => entry.isDirectory)
    .map(({ name }) => name).sort()
    .flatMap((id) => METHOD_FILES.map((file) => `methods/${id}/${file}`))
    .filter((file) => !existsSync(join(house, file)))
    .map((file) => `Cannot find "${file}": expected ${METHOD_FILES.join(", ")} in every method`);
}

if (import.meta.main) {
  const problems = checkExports(".");
  for (const line of problems) console.error(`error: ${line}`);
  Deno.exit(problems.length > 0 ? 1 : 0);
}
