import { dirname, relative, sep } from "node:path";

/** The folder that this repository lies in. */
const root = dirname(import.meta.dirname ?? "");

/**
 * A file's path relative to the repository, with forward slashes on every system.
 *
 * @example
 * ```ts
 * import { repositoryPath } from "./repository_path.ts";
 * const here = import.meta.dirname + "/repository_path.ts";
 * if (repositoryPath(here) !== "tools/repository_path.ts") throw new Error("elsewhere");
 * ```
 */
export function repositoryPath(file: string): string {
  return relative(root, file).split(sep).join("/");
}
