import type { RowMetric } from "../metrics/metric.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { type TestedRow, testedRow } from "./_tested_row.ts";
import { rowId } from "./_row_id.ts";
import type { BaselineTests } from "./schema/comparison.ts";
import type { Leaderboard, LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import { holm } from "./statistics/holm.ts";
import { pairedBootstrap } from "./statistics/paired_bootstrap.ts";
import { pairedT } from "./statistics/paired_t.ts";
import { Resamples } from "./statistics/resamples.ts";
import { signedRank } from "./statistics/signed_rank.ts";
import { userDifferences } from "./statistics/user_differences.ts";
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
  { tasks }: Leaderboard,
  { runs, baseline }: { readonly runs: readonly StoredRun[]; readonly baseline: string },
): Promise<TestsByRow> {
  const byRow = Map.groupBy(runs, ({ record }) => rowId(record.result));
  const tests = new Map<string, ReadonlyMap<string, BaselineTests>>();
  for (const task of tasks) {
    const runsOf = (row: LeaderboardRow) =>
      (byRow.get(row.id) ?? []).filter(({ record }) => row.seeds.includes(record.result.seed));
    const rows = task.rows.filter((row) => runsOf(row).length === row.seeds.length);
    const bar = task.rows.find(({ method }) => method.id === baseline);
    if (!bar || !rows.includes(bar)) continue;
    const pooled = task.metrics.map(metricByName).filter((metric) => metric.kind === "rows");
    const about = { task, pooled, bar: await testedRow(runsOf(bar), pooled) };
    const others = rows.filter((row) => row !== bar && row.notComparable.length === 0);
    const found: Map<string, BaselineTests>[] = [];
    for (const row of others) found.push(testsOf(await testedRow(runsOf(row), pooled), about));
    corrected(found).forEach((each, i) => tests.set(others[i].id, each));
  }
  return tests;
}

function testsOf(
  row: TestedRow,
  { task, pooled, bar }: {
    readonly task: LeaderboardTask;
    readonly pooled: readonly RowMetric[];
    readonly bar: TestedRow;
  },
): Map<string, BaselineTests> {
  const tests = new Map<string, BaselineTests>(), { users } = bar;
  if (row.selection && bar.selection) {
    const differences = userDifferences(bar.cases, { a: row.selection, b: bar.selection });
    const number = differences.length, isEnough = number > 1;
    tests.set(task.metrics[0], {
      users: number,
      difference: number > 0 ? differences.reduce((sum, each) => sum + each, 0) / number : null,
      t: isEnough ? alone(pairedT(differences)) : null,
      wilcoxon: isEnough ? alone(signedRank(differences)) : null,
      bootstrap: null,
    });
  }
  const resamples = new Resamples(users, task.fingerprint);
  pooled.forEach(({ name }, m) => {
    const { difference, interval, p } = pairedBootstrap(
      { a: row.pooled[m], b: bar.pooled[m] },
      { users, resamples },
    );
    const bootstrap = alone({ interval, p });
    tests.set(name, { users, difference, t: null, wilcoxon: null, bootstrap });
  });
  return tests;
}

/** A test as it is corrected among itself. */
function alone<T extends { readonly p: number }>(test: T): T & { readonly corrected: number } {
  return { ...test, corrected: test.p };
}

/** The same with Holm's p-values, which hang on all tests of a kind and metric. */
function corrected(
  rows: readonly ReadonlyMap<string, BaselineTests>[],
): ReadonlyMap<string, BaselineTests>[] {
  const byTest = new Map<object, number>();
  for (const metric of new Set(rows.flatMap((tests) => [...tests.keys()]))) {
    for (const kind of ["t", "wilcoxon", "bootstrap"] as const) {
      const made = rows.flatMap((tests) => tests.get(metric)?.[kind] ?? []);
      holm(made.map(({ p }) => p)).forEach((p, i) => byTest.set(made[i], p));
    }
  }
  const put = <T extends object>(test: T | null) =>
    test && { ...test, corrected: byTest.get(test) ?? NaN };
  return rows.map((tests) =>
    new Map(
      [...tests].map(([metric, { users, difference, t, wilcoxon, bootstrap }]) => [metric, {
        ...{ users, difference },
        ...{ t: put(t), wilcoxon: put(wilcoxon), bootstrap: put(bootstrap) },
      }]),
    )
  );
}
