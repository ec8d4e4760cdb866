import type { Outcomes } from "./schema/outcomes.ts";
import type { RunRecord } from "./schema/run_record.ts";

/** A record that was read, with its outcomes to be read when they are needed. */
export interface StoredRun {
  /** The record. */
  readonly record: RunRecord;
  /**
   * Reads its outcomes: they may be large, so nobody holds those of all runs.
   *
   * @throws {UserError} if they cannot be read
   */
  outcomes(): Promise<Outcomes>;
}
