import { joinedRow } from "./_joined_row.ts";
import { partRows, rowIdentity } from "./_parts.ts";
import { rowOrder } from "./_row_order.ts";
import { transferGains } from "./_transfer_gains.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { RunResult } from "./schema/run_record.ts";

/**
 * A task with what the runs on its parts say: the rows of methods that learn from fewer domains than
 * it has, and the transfer gains of all that were also trained on single domains.
 *
 * @param results of runs on parts of this task
 */
export function joinParts(
  task: LeaderboardTask,
  results: readonly RunResult[],
): LeaderboardTask {
  if (results.length === 0) return task;
  const byMethod = Map.groupBy(partRows(results), ({ results: [first] }) => rowIdentity(first));
  const whole = new Set(task.rows.map(rowIdentity));
  const joined = [...byMethod].flatMap(([identity, parts]): [string, LeaderboardRow][] => {
    const size = Math.max(...parts.map(({ domains }) => domains.length));
    // Who could have sat the whole task and has no row there has failed.
    const isPartial = parts[0].atOnce < task.dataset.domains.length && !whole.has(identity);
    const largest = parts.filter(({ domains }) => domains.length === size);
    const row = isPartial ? joinedRow(largest, task) : undefined;
    return row ? [[identity, row]] : [];
  });
  const known = task.rows.map((row): [string, LeaderboardRow] => [rowIdentity(row), row]);
  const rows = [...known, ...joined].map(([identity, row]) => {
    const alone = (byMethod.get(identity) ?? []).filter(({ domains }) => domains.length === 1);
    const gains = row.joined?.atOnce === 1 ? {} : transferGains(row, alone);
    return Object.keys(gains).length > 0 ? { ...row, transferGain: gains } : row;
  });
  return { ...task, rows: rows.sort((a, b) => rowOrder(a, b, task.metrics[0])) };
}
