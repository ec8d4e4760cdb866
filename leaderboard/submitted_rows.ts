import { aggregateTask } from "./_aggregate_task.ts";
import { rowRuns } from "./_row_runs.ts";
import type { StoredRun } from "./stored_run.ts";
import type { SubmittedRow } from "./submitted_row.ts";

/**
 * The rows that some runs make, each with its own runs. Unlike in a leaderboard, those on a part of a
 * task are rows like others: it is what was run that is looked at.
 *
 * @throws {UserError} if runs do not fit together
 *
 * @example
 * ```ts
 * import { submittedRows } from "./submitted_rows.ts";
 * if ((await submittedRows([])).length > 0) throw new Error("rows from nowhere");
 * ```
 */
export async function submittedRows(runs: readonly StoredRun[]): Promise<SubmittedRow[]> {
  const byTask = Map.groupBy(runs, ({ record }) => record.result.task.fingerprint);
  const rows: SubmittedRow[] = [];
  for (const ofTask of byTask.values()) {
    const task = await aggregateTask(ofTask), runsOf = rowRuns(ofTask);
    for (const row of task.rows) {
      const own = runsOf(row).toSorted((a, b) => a.record.result.seed - b.record.result.seed);
      rows.push({ row, task, runs: own });
    }
  }
  return rows;
}
