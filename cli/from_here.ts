import { resolve } from "node:path";
import { here } from "./here.ts";

/** A path as the person wrote it, made absolute against where they stand. */
export function fromHere(path: string): string {
  return resolve(here(), path);
}
