import { type Interval, percentileInterval } from "./percentile_interval.ts";
import type { Resamples } from "./resamples.ts";

/** The difference of a statistic between two rows, by a bootstrap over users. */
export interface BootstrappedDifference {
  /** On the users as they are; null if the statistic has no value there. */
  readonly difference: number | null;
  /** 95 % percentile interval; null where the difference is or no resample has one. */
  readonly interval: Interval;
  /** Two-sided p-value: twice the smaller share of resamples on the other side of 0, at most 1. */
  readonly p: number;
}

/**
 * Paired bootstrap over users for a statistic that is no mean over users (pooled AUC, GAUC): both rows
 * see the same users as often, so that what they share cancels out. With B resamples, p is
 * 2·min(1 + #{d* ≤ 0}, 1 + #{d* ≥ 0}) / (B + 1): never 0, as a bootstrap cannot show that.
 *
 * Source: Efron and Tibshirani, "An introduction to the bootstrap" (1993), ch. 13 and 15; the 1 + as in
 * Davison and Hinkley, "Bootstrap methods and their application" (1997), section 4.2.
 *
 * @param statistic of each row, given how often each user is in; null where it has no value
 *
 * @example
 * ```ts
 * import { pairedBootstrap } from "./paired_bootstrap.ts";
 * import { Resamples } from "./resamples.ts";
 * const hits = (share: number) => (times: Uint8Array) =>
 *   times.reduce((sum, each, user) => sum + each * Number(user % 10 < 10 * share), 0) / times.length;
 * const rows = { a: hits(0.6), b: hits(0.3) };
 * const { difference, p } = pairedBootstrap(rows, { users: 100, resamples: new Resamples(100, "f") });
 * if (Math.abs((difference ?? 0) - 0.3) > 1e-12 || p !== 2 / 1001) throw new Error("not told apart");
 * ```
 */
export function pairedBootstrap(
  statistic: Readonly<Record<"a" | "b", (times: Uint8Array) => number | null>>,
  { users, resamples }: { readonly users: number; readonly resamples: Resamples },
): BootstrappedDifference {
  const between = (times: Uint8Array): number => {
    const a = statistic.a(times), b = statistic.b(times);
    return a === null || b === null ? NaN : a - b;
  };
  const drawn = Float64Array.from(
    { length: resamples.number },
    (_, b) => between(resamples.times(b)),
  ).filter((each) => !Number.isNaN(each));
  const difference = between(new Uint8Array(users).fill(1)), made = drawn.length;
  if (Number.isNaN(difference)) return { difference: null, interval: null, p: 1 };
  let below = 0, above = 0;
  for (const each of drawn) {
    below += Number(each <= 0);
    above += Number(each >= 0);
  }
  return {
    difference,
    interval: percentileInterval(drawn),
    p: Math.min(1, 2 * (1 + Math.min(below, above)) / (made + 1)),
  };
}
