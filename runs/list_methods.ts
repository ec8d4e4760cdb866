import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** A built-in method: its folder is its registration. */
export interface BuiltInMethod {
  /** Folder name. */
  readonly id: string;
  /** Path of the folder. */
  readonly folder: string;
}

/**
 * Every built-in method, by id.
 *
 * @example
 * ```ts
 * import { listMethods } from "./list_methods.ts";
 * const ids = (await listMethods()).map(({ id }) => id);
 * if (!ids.includes("markov")) throw new Error("not listed");
 * ```
 */
export async function listMethods(): Promise<BuiltInMethod[]> {
  const methods = fileURLToPath(new URL("../methods/", import.meta.url));
  const found: BuiltInMethod[] = [];
  for await (const { name, isDirectory } of Deno.readDir(methods)) {
    if (isDirectory) found.push({ id: name, folder: join(methods, name) });
  }
  return found.sort((a, b) => a.id < b.id ? -1 : 1);
}
