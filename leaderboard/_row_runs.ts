import { rowId } from "./_row_id.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";

/** Finds the runs of a row among some runs: those of its seeds, in the order that they are given. */
export function rowRuns(runs: readonly StoredRun[]): (row: LeaderboardRow) => StoredRun[] {
  const byRow = Map.groupBy(runs, ({ record }) => rowId(record.result));
  return ({ id, seeds }) =>
    (byRow.get(id) ?? []).filter(({ record }) => seeds.includes(record.result.seed));
}
