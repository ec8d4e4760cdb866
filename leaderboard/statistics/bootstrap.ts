import type { CaseGroups } from "./case_groups.ts";
import { type Interval, percentileInterval } from "./percentile_interval.ts";
import type { Resamples } from "./resamples.ts";

/** Intervals per metric: over the headline cases, their macro mean, and per group. */
export interface Intervals {
  readonly headline: readonly Interval[];
  readonly macro: readonly Interval[];
  readonly groups: readonly (readonly Interval[])[];
}

/**
 * 95 % bootstrap intervals: in each of 1,000 resamples every drawn user brings all its cases, and the
 * mean over these is taken anew; the interval goes from the 25th to the 975th of them in order (the
 * percentile interval of Efron and Tibshirani, "An introduction to the bootstrap", 1993).
 *
 * @param sums per group, metric and row of the group: the sum of the metric over the row's cases
 *
 * @example
 * ```ts
 * import { bootstrap } from "./bootstrap.ts";
 * import { Resamples } from "./resamples.ts";
 * const one = { name: "a", row: Int32Array.of(0, 1), user: Uint32Array.of(0, 1) };
 * const groups = [{ ...one, cases: Float64Array.of(1, 1) }];
 * const cases = { users: 2, user: Uint32Array.of(0, 1), domains: 1, groups };
 * const { headline } = bootstrap(cases, [[Float64Array.of(0, 1)]], new Resamples(2, "f"));
 * if (headline[0]?.join() !== "0,1") throw new Error("both users once or one of them twice");
 * ```
 */
export function bootstrap(
  { domains, groups }: CaseGroups,
  sums: readonly (readonly Float64Array[])[],
  resamples: Resamples,
): Intervals {
  const metrics = sums[0]?.length ?? 0;
  const series = () => Array.from({ length: metrics }, () => new Float64Array(resamples.number));
  const headline = series(), macro = series(), byGroup = groups.map(series);
  const number = new Float64Array(groups.length);
  const total = new Float64Array(groups.length);
  const weight = groups.map(({ user }) => new Float64Array(user.length));
  for (let b = 0; b < resamples.number; b++) {
    const times = resamples.times(b);
    groups.forEach(({ user, cases }, g) => {
      for (let row = 0; row < user.length; row++) weight[g][row] = times[user[row]];
      number[g] = product(weight[g], cases);
    });
    for (let m = 0; m < metrics; m++) {
      for (let g = 0; g < groups.length; g++) {
        total[g] = product(weight[g], sums[g][m]);
        byGroup[g][m][b] = total[g] / number[g];
      }
      let all = 0, cases = 0, means = 0, asked = 0;
      for (let g = 0; g < domains; g++) {
        if (number[g] === 0) continue;
        all += total[g];
        cases += number[g];
        means += total[g] / number[g];
        asked++;
      }
      headline[m][b] = all / cases;
      macro[m][b] = means / asked;
    }
  }
  const people = new Set(groups.slice(0, domains).flatMap(({ user }) => [...user.subarray(0, 2)]));
  const wide = people.size > 1;
  return {
    headline: headline.map((each) => wide ? percentileInterval(each) : null),
    macro: macro.map((each) => wide ? percentileInterval(each) : null),
    groups: byGroup.map((each, g) =>
      each.map((series) => groups[g].user.length > 1 ? percentileInterval(series) : null)
    ),
  };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
