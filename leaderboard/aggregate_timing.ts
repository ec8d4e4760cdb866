import { rowId } from "./_row_id.ts";
import type { LeaderboardTiming, TimingRow } from "./schema/leaderboard_timing.ts";
import type { StoredRun } from "./stored_run.ts";

/**
 * Time and memory of the rows of a leaderboard, from the circumstances of the same runs: whatever
 * their order, the same bytes.
 *
 * @example
 * ```ts
 * import { aggregateTiming } from "./aggregate_timing.ts";
 * if (aggregateTiming([]).rows.length !== 0) throw new Error("rows from nowhere");
 * ```
 */
export function aggregateTiming(
  runs: Iterable<Pick<StoredRun, "record">>,
): LeaderboardTiming {
  const rows = [...Map.groupBy(runs, ({ record }) => rowId(record.result))]
    .map(([id, runs]): TimingRow => ({
      id,
      method: runs[0].record.result.method.id,
      fingerprint: runs[0].record.result.task.fingerprint,
      runs: runs
        .map(({ record: { result: { seed }, circumstances } }) => {
          const { seconds, cpuSeconds, peakMemoryBytes } = circumstances;
          return { seed, seconds, cpuSeconds, peakMemoryBytes };
        })
        .sort((a, b) => a.seed - b.seed),
    }))
    .sort((a, b) => `${a.method} ${a.id}` < `${b.method} ${b.id}` ? -1 : 1);
  return { schema: "permafrost/timing@1", rows };
}
