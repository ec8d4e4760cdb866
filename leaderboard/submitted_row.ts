import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";

/** A row of a leaderboard with the runs that it is made of. */
export interface SubmittedRow {
  /** The row. */
  readonly row: LeaderboardRow;
  /** Its task: a part of one, if the method learns from fewer domains. */
  readonly task: Pick<LeaderboardTask, "fingerprint" | "protocol" | "dataset" | "metrics">;
  /** Its runs by ascending seed. */
  readonly runs: readonly StoredRun[];
}
