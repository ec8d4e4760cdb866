import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { decodeOutcomes } from "./schema/decode_outcomes.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import { parseRecord } from "./schema/parse_record.ts";
import type { StoredRun } from "./stored_run.ts";

/**
 * Reads the records of a results folder, `runs/<key>.json`, by key; none if it has no `runs`.
 * Digests are for `verify`.
 *
 * @param folder the results folder
 *
 * @throws {UserError} if a record cannot be read or is of another shape, with its file
 *
 * @example
 * ```ts
 * import { readResults } from "./read_results.ts";
 * const runs = await readResults("no/such/folder");
 * if (runs.length !== 0) throw new Error("runs from nowhere");
 * ```
 */
export async function readResults(folder: string): Promise<StoredRun[]> {
  const runs: StoredRun[] = [];
  for (const key of await keys(join(folder, "runs"))) {
    const file = join(folder, "runs", `${key}.json`);
    const record = await reading(file, async () => parseRecord(await Deno.readTextFile(file)));
    runs.push({ record, outcomes: () => readOutcomes(folder, key) });
  }
  return runs;
}

async function keys(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      const key = isFile ? /^([0-9a-f]{64})\.json$/.exec(name)?.[1] : undefined;
      if (key !== undefined) found.push(key);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw new UserError(`Cannot read "${folder}": ${said(error)}, expected a folder of records`);
    }
  }
  return found.sort();
}

function readOutcomes(folder: string, key: string): Promise<Outcomes> {
  const file = join(folder, "runs", `${key}.outcomes.bin`);
  return reading(file, async () => decodeOutcomes(await Deno.readFile(file)));
}

/** Names the file in whatever goes wrong. */
async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new UserError(`Cannot read "${file}": ${said(error)}`);
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
