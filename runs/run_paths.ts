import { join } from "node:path";

/** Where the files of a run lie. */
export interface RunPaths {
  /** The record. */
  readonly record: string;
  /** Its outcomes. */
  readonly outcomes: string;
  /** Where its fit can go on, while it is not done. */
  readonly checkpoint: string;
  /** What is kept of a run that failed. */
  readonly failure: string;
  /** What came of a trial: of a search, not of a run. */
  readonly trial: string;
}

/**
 * Where the files of the run with a key lie in a results folder.
 *
 * @param out the results folder
 * @param key SHA-256 of the run's inputs
 *
 * @example
 * ```ts
 * import { runPaths } from "./run_paths.ts";
 * const { record, outcomes } = runPaths("results", "ab12");
 * if (!record.endsWith("ab12.json")) throw new Error("not named for the run");
 * if (!outcomes.endsWith("ab12.outcomes.bin")) throw new Error("not beside the record");
 * ```
 */
export function runPaths(out: string, key: string): RunPaths {
  return {
    record: join(out, "runs", `${key}.json`),
    outcomes: join(out, "runs", `${key}.outcomes.bin`),
    checkpoint: join(out, "checkpoints", `${key}.safetensors`),
    failure: join(out, "failures", `${key}.json`),
    trial: join(out, "trials", `${key}.json`),
  };
}
