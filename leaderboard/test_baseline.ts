import { metricByName } from "../metrics/metric_by_name.ts";
import { correctedTests } from "./_corrected_tests.ts";
import { rowRuns } from "./_row_runs.ts";
import { rowTests } from "./_row_tests.ts";
import { sameCases } from "./_same_cases.ts";
import { testedRow } from "./_tested_row.ts";
import type { BoardSide } from "./board_side.ts";
import type { BaselineTests } from "./schema/comparison.ts";
import type { Leaderboard } from "./schema/leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";

/** Per row id and metric name, where there is something to test. */
export type TestsByRow = ReadonlyMap<string, ReadonlyMap<string, BaselineTests>>;

/**
 * Paired tests of the rows of a leaderboard against a baseline, each task for itself: by the selection
 * metric Student's t and Wilcoxon's signed ranks on differences per user, averaged over run seeds; by
 * AUC and GAUC, which are no means over users, a bootstrap over users. Each kind is corrected by Holm
 * for all rows of the task.
 *
 * @param runs those of the leaderboard; a row whose seeds are not all there is not tested
 * @param baseline method id; of several rows the first is it, which is the best comparable one
 * @param other where the baseline stands in tasks of which this leaderboard has no such row
 * @throws {UserError} if outcomes cannot be read
 *
 * @example
 * ```ts
 * import { testBaseline } from "./test_baseline.ts";
 * const board = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const tests = await testBaseline(board, { runs: [], baseline: "random" });
 * if (tests.size > 0) throw new Error("tests of nothing");
 * ```
 */
export async function testBaseline(
  leaderboard: Leaderboard,
  { runs, baseline, other }: {
    readonly runs: readonly StoredRun[];
    readonly baseline: string;
    readonly other?: BoardSide | undefined;
  },
): Promise<TestsByRow> {
  const own = { leaderboard, runs }, runsOf = rowRuns(runs);
  const tests = new Map<string, ReadonlyMap<string, BaselineTests>>();
  for (const task of leaderboard.tasks) {
    const found = barOf(own, task.fingerprint, baseline) ??
      (other && barOf(other, task.fingerprint, baseline));
    if (!found || found.runs.length !== found.row.seeds.length) continue;
    const pooled = task.metrics.map(metricByName).filter((metric) => metric.kind === "rows");
    const about = { task, pooled, bar: await testedRow(found.runs, pooled) };
    const others = task.rows.filter((row) =>
      row !== found.row && row.notComparable.length === 0 &&
      runsOf(row).length === row.seeds.length
    );
    const ids: string[] = [], made: Map<string, BaselineTests>[] = [];
    for (const row of others) {
      const tested = await testedRow(runsOf(row), pooled);
      if (!sameCases(tested.cases, about.bar.cases)) continue;
      ids.push(row.id);
      made.push(rowTests(tested, about));
    }
    correctedTests(made).forEach((each, i) => tests.set(ids[i], each));
  }
  return tests;
}

/** The baseline's row on one side, and its runs; nothing if the task has no such row there. */
function barOf({ leaderboard, runs }: BoardSide, fingerprint: string, baseline: string) {
  const task = leaderboard.tasks.find((each) => each.fingerprint === fingerprint);
  const row = task?.rows.find(({ method }) => method.id === baseline);
  return row && { row, runs: rowRuns(runs)(row) };
}
