import type { Leaderboard } from "./schema/leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";

/** A leaderboard and the runs whose records lie beside it: all, some or none of its own. */
export interface BoardSide {
  /** The leaderboard. */
  readonly leaderboard: Leaderboard;
  /** The runs. */
  readonly runs: readonly StoredRun[];
}
