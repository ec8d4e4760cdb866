import type { RowMetric } from "../metrics/metric.ts";
import type { TestedRow } from "./_tested_row.ts";
import type { BaselineTests } from "./schema/comparison.ts";
import type { LeaderboardTask } from "./schema/leaderboard.ts";
import { pairedBootstrap } from "./statistics/paired_bootstrap.ts";
import { pairedT } from "./statistics/paired_t.ts";
import { Resamples } from "./statistics/resamples.ts";
import { signedRank } from "./statistics/signed_rank.ts";
import { userDifferences } from "./statistics/user_differences.ts";

/** Paired tests of a row against another one that was asked the same, per metric; not yet corrected. */
export function rowTests(
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
