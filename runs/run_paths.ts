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
}

/** Where the files of the run with a key lie in a results folder. */
export function runPaths(out: string, key: string): RunPaths {
  return {
    record: join(out, "runs", `${key}.json`),
    outcomes: join(out, "runs", `${key}.outcomes.bin`),
    checkpoint: join(out, "checkpoints", `${key}.safetensors`),
    failure: join(out, "failures", `${key}.json`),
  };
}
