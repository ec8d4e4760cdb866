import { resolve } from "node:path";
import { here } from "./here.ts";

/**
 * A path as the person wrote it, made absolute against where they stand.
 *
 * @example
 * ```ts
 * import { isAbsolute } from "node:path";
 * import { fromHere } from "./from_here.ts";
 * if (!isAbsolute(fromHere("results"))) throw new Error("still relative");
 * ```
 */
export function fromHere(path: string): string {
  return resolve(here(), path);
}
