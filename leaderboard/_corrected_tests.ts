import type { BaselineTests } from "./schema/comparison.ts";
import { holm } from "./statistics/holm.ts";

/** The same tests with Holm's p-values, which hang on all of a kind and metric. */
export function correctedTests(
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
