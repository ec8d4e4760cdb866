import { delimiter, join } from "node:path";

/** What a Chromium is called, by those who pack it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Path of a Chromium on this machine; none if `PATH` has none.
 *
 * @example
 * ```ts
 * import { findChromium } from "./find_chromium.ts";
 * const path = await findChromium();
 * if (path !== undefined && !/chrom/.test(path)) throw new Error("something else");
 * ```
 */
export async function findChromium(): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
    }
  }
  return undefined;
}
