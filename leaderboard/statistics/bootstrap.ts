import { acceleratedInterval } from "./accelerated_interval.ts";
import { acceleration, type MeanPart } from "./acceleration.ts";
import type { CaseGroups } from "./case_groups.ts";
import type { Interval } from "./percentile_interval.ts";
import type { Resamples } from "./resamples.ts";
import { domainUsers } from "./_domain_users.ts";

/** Intervals per metric: over the headline cases, their macro mean, and per group. */
export interface Intervals {
  readonly headline: readonly Interval[];
  readonly macro: readonly Interval[];
  readonly groups: readonly (readonly Interval[])[];
}

/**
 * 95 % bootstrap intervals of means over cases: in each of 1,000 resamples every drawn user brings all
 * its cases, and the mean over these is taken anew; `acceleratedInterval()` says which of them are the
 * ends. Null where fewer than two users have cases.
 *
 * The macro mean is that of the domains that have cases: a resample without a case in one of them says
 * nothing of it, and it has no interval if one has a single user.
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
  { users, domains, groups }: CaseGroups,
  sums: readonly (readonly Float64Array[])[],
  resamples: Resamples,
): Intervals {
  const metrics = sums[0]?.length ?? 0, last = resamples.number;
  const asked = [...groups.keys()].filter((g) => g < domains && groups[g].user.length > 0);
  // The last of a series is the mean over the users as they are.
  const series = () => Array.from({ length: metrics }, () => new Float64Array(last + 1));
  const headline = series(), macro = series(), byGroup = groups.map(series);
  const number = new Float64Array(groups.length);
  const total = new Float64Array(groups.length);
  const weight = groups.map(({ user }) => new Float64Array(user.length));
  const once = new Uint8Array(users).fill(1);
  for (let b = 0; b <= last; b++) {
    const times = b < last ? resamples.times(b) : once;
    groups.forEach(({ user, cases }, g) => {
      for (let row = 0; row < user.length; row++) weight[g][row] = times[user[row]];
      number[g] = product(weight[g], cases);
    });
    for (let m = 0; m < metrics; m++) {
      for (let g = 0; g < groups.length; g++) {
        total[g] = product(weight[g], sums[g][m]);
        byGroup[g][m][b] = total[g] / number[g];
      }
      let all = 0, cases = 0, means = 0;
      for (const g of asked) {
        all += total[g];
        cases += number[g];
        means += byGroup[g][m][b];
      }
      headline[m][b] = all / cases;
      macro[m][b] = means / asked.length;
    }
  }
  const { all, least } = domainUsers({ domains, groups });
  const part = (g: number, m: number, mean: number, weight = 1): MeanPart => ({
    ...{ user: groups[g].user, cases: groups[g].cases, sums: sums[g][m], mean, weight },
  });
  const interval = (of: Float64Array, number: number, parts: readonly MeanPart[]) =>
    acceleratedInterval(of.subarray(0, last), {
      ...{ estimate: of[last], users: number, acceleration: acceleration(parts, users) },
    });
  return {
    headline: headline.map((of, m) => interval(of, all, asked.map((g) => part(g, m, of[last])))),
    macro: macro.map((of, m) => {
      const parts = asked.map((g) => part(g, m, byGroup[g][m][last], 1 / number[g]));
      return least > 1 ? interval(of, all, parts) : null;
    }),
    groups: byGroup.map((each, g) =>
      each.map((of, m) => interval(of, groups[g].user.length, [part(g, m, of[last])]))
    ),
  };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
