import { relative } from "node:path";
import { here } from "./here.ts";

/**
 * A path as the person would write it: relative to where they stand, if that is shorter.
 *
 * @param path absolute
 *
 * @example
 * ```ts
 * import { fromHere } from "./from_here.ts";
 * import { towardsHere } from "./towards_here.ts";
 * if (towardsHere(fromHere("results")) !== "results") throw new Error("not there and back");
 * ```
 */
export function towardsHere(path: string): string {
  const short = relative(here(), path);
  return short.length < path.length ? short || "." : path;
}
