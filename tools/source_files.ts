import { join } from "node:path";

/** Folders whose TypeScript nobody here wrote. */
const FOREIGN: ReadonlySet<string> = new Set(["node_modules", "results"]);

/**
 * The TypeScript files under a folder, by their paths relative to it, in order; what hidden folders,
 * `node_modules` and `results` hold is left out.
 *
 * @throws {Deno.errors.NotFound} if there is no such folder
 *
 * @example
 * ```ts
 * import { sourceFiles } from "./source_files.ts";
 * if (!sourceFiles(import.meta.dirname ?? ".").includes("source_files.ts")) throw new Error("lost");
 * ```
 */
export function sourceFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .filter(({ name }) => !name.startsWith(".") && !FOREIGN.has(name))
    .flatMap(({ name, isDirectory }) => {
      if (isDirectory) return sourceFiles(join(folder, name)).map((each) => `${name}/${each}`);
      return name.endsWith(".ts") ? [name] : [];
    });
}
