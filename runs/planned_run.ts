import type { RunInputs } from "../leaderboard/schema/run_record.ts";
import type { Examinee } from "./examinee.ts";

/** One run that a plan asks for. */
export interface PlannedRun {
  /** Who sits the exam. */
  readonly examinee: Examinee;
  /** All that decides the result. */
  readonly inputs: RunInputs;
  /** SHA-256 of the inputs: names the record. */
  readonly key: string;
}
