import { runPaths } from "./run_paths.ts";

/**
 * Whether the run with a key is done: its record and its outcomes are there.
 *
 * @param out the results folder
 *
 * @example
 * ```ts
 * import { isRecorded } from "./is_recorded.ts";
 * if (await isRecorded("no/such/folder", "ab12")) throw new Error("a record from nowhere");
 * ```
 */
export async function isRecorded(out: string, key: string): Promise<boolean> {
  const { record, outcomes } = runPaths(out, key);
  return await isFile(record) && await isFile(outcomes);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
