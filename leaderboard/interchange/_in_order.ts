import { rowId } from "../_row_id.ts";
import type { StoredRun } from "../stored_run.ts";

/** A run and the row that it is of. */
export interface RowRun {
  readonly run: StoredRun;
  /** Id of the row. */
  readonly row: string;
}

/** Runs by task, in the order of fingerprints; those of a task by method, row and seed. */
export function inOrder(runs: Iterable<StoredRun>): [fingerprint: string, runs: RowRun[]][] {
  const sorted = [...runs].map((run) => {
    const { result } = run.record,
      row = rowId(result),
      seed = String(result.seed).padStart(10, "0");
    return { run, row, by: `${result.task.fingerprint} ${result.method.id} ${row} ${seed}` };
  }).sort((a, b) => a.by < b.by ? -1 : a.by > b.by ? 1 : 0);
  return [...Map.groupBy(sorted, ({ run }) => run.record.result.task.fingerprint)];
}
