/** Folders whose pages nobody here wrote. */
const FOREIGN: ReadonlySet<string> = new Set(["node_modules", "results"]);

/**
 * The Markdown files under a folder, by their paths relative to it, in order; what hidden folders,
 * `node_modules` and `results` at its root hold is left out.
 *
 * @throws {Deno.errors.NotFound} if there is no such folder
 *
 * @example
 * ```ts
 * import { markdownFiles } from "./markdown_files.ts";
 * if (markdownFiles(import.meta.dirname ?? ".").length > 0) throw new Error("pages among the tools");
 * ```
 */
export function markdownFiles(folder: string, foreign = FOREIGN): string[] {
  return [...Deno.readDirSync(folder)]
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .filter(({ name }) => !name.startsWith(".") && !foreign.has(name))
    .flatMap(({ name, isDirectory }) => {
      if (isDirectory) {
        const inside = markdownFiles(`${folder}/${name}`, new Set(["node_modules"]));
        return inside.map((each) => `${name}/${each}`);
      }
      return name.endsWith(".md") ? [name] : [];
    });
}
