import { basename, dirname, join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { readResults } from "../read_results.ts";
import { decodeOutcomes } from "../schema/decode_outcomes.ts";
import { parseRecord } from "../schema/parse_record.ts";
import type { SubmissionCheck } from "../schema/submission.ts";
import type { StoredRun } from "../stored_run.ts";
import { verifyResults } from "../verify.ts";
import { verifyRecord } from "../verify_record.ts";

/** A submission as it lies on disk. */
export interface Submission {
  /** What its files are like: keys, digests, marks from outcomes. */
  readonly checks: readonly SubmissionCheck[];
  /** Runs of the one method; none if a record is not what it should be. */
  readonly runs: readonly StoredRun[];
  /** Runs of controls beside them. */
  readonly controls: readonly StoredRun[];
}

/**
 * Reads a submission and verifies its files: one record `runs/<key>.json` with its outcomes, or a results
 * folder with the runs of one method, those of controls beside them.
 *
 * @param path of the record, or of the folder
 * @throws {UserError} if there is nothing, it is no record's name, or the runs are of several methods
 *
 * @example
 * ```ts
 * import { readSubmission } from "./read_submission.ts";
 * let refused = "";
 * try {
 *   await readSubmission("no/such/folder");
 * } catch (error) {
 *   refused = String(error);
 * }
 * if (!refused.includes("no such file or folder")) throw new Error("read from nowhere");
 * ```
 */
export async function readSubmission(path: string): Promise<Submission> {
  const key = await keyOf(path), folder = key === undefined ? path : dirname(dirname(path));
  const problems = key === undefined
    ? await verifyResults(folder)
    : await verifyRecord(folder, key);
  const bad = problems.map(({ file, problem }): SubmissionCheck => (
    { check: "records", state: "bad", where: join(folder, file), said: problem }
  ));
  if (problems.some(({ file }) => file.startsWith("runs"))) {
    return { checks: [...bad, { ...NOTHING_ELSE, where: path }], runs: [], controls: [] };
  }
  const stored = key === undefined ? await readResults(folder) : [await readRun(path)];
  const { runs, controls } = parted(stored, path);
  const said = `${counted(stored.length, "record")}: keys, digests, and marks from the outcomes` +
    (key === undefined && bad.length === 0 ? ", and leaderboard.json from the records" : "");
  return {
    checks: [...bad, { check: "records", state: "good", where: path, said }],
    runs,
    controls,
  };
}

const NOTHING_ELSE = {
  check: "records",
  state: "open",
  said: "nothing else was looked at, expected records that are what they say",
} as const;

/** The key in a record's name; nothing for a folder. */
async function keyOf(path: string): Promise<string | undefined> {
  let isDirectory: boolean;
  try {
    ({ isDirectory } = await Deno.stat(path));
  } catch {
    throw new UserError(`Cannot check "${path}": no such file or folder, expected ${WANTED}`);
  }
  if (isDirectory) return undefined;
  const key = /^([0-9a-f]{64})\.json$/.exec(basename(path))?.[1];
  if (key !== undefined && basename(dirname(path)) === "runs") return key;
  throw new UserError(`Cannot check "${path}": no record by its name, expected ${WANTED}`);
}

const WANTED = "a results folder, or a record in one, runs/<key>.json";

/** A record that was verified. */
async function readRun(path: string): Promise<StoredRun> {
  const outcomes = path.replace(/json$/, "outcomes.bin");
  return {
    record: parseRecord(await Deno.readTextFile(path)),
    outcomes: async () => decodeOutcomes(await Deno.readFile(outcomes)),
  };
}

function parted(stored: readonly StoredRun[], path: string): Omit<Submission, "checks"> {
  if (stored.length === 1) return { runs: stored, controls: [] };
  const isControl = ({ record: { result } }: StoredRun) => result.method.role === "control";
  const runs = stored.filter((run) => !isControl(run));
  const methods = [...new Set(runs.map(({ record }) => record.result.method.id))];
  if (methods.length !== 1) {
    throw new UserError(
      `Cannot check "${path}": it holds runs of ${counted(methods.length, "method")}` +
        `${methods.length > 0 ? ` (${methods.join(", ")})` : " beside controls"}, expected ` +
        "those of one method, or the path of one record",
    );
  }
  return { runs, controls: stored.filter(isControl) };
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
