import { relative } from "node:path";
import { here } from "./here.ts";

/** A path as the person would write it: relative to where they stand, if that is shorter. */
export function towardsHere(path: string): string {
  const short = relative(here(), path);
  return short.length < path.length ? short || "." : path;
}
