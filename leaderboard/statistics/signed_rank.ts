import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { TestResult } from "./test_result.ts";

/** Up to this many differences without ties are tested exactly: 2⁵⁰ sign patterns are exact doubles. */
const EXACT = 50;

/**
 * Wilcoxon's signed-rank test, two-sided. Differences of 0 are left out; the statistic is the sum of
 * the ranks, by size, of the positive ones. Up to 50 differences without ties: its exact distribution
 * over all patterns of signs. Else the normal approximation: mean n(n+1)/4, variance
 * n(n+1)(2n+1)/24 − Σ(t³ − t)/48 over groups of t tied sizes, a half off towards the mean.
 *
 * Source: Wilcoxon, "Individual comparisons by ranking methods" (Biometrics Bulletin 1(6), 1945); the
 * corrections as in Hollander, Wolfe and Chicken, "Nonparametric statistical methods" (2014), ch. 3.
 *
 * @param differences one per user
 * @throws {RangeError} if one is not finite
 *
 * @example
 * ```ts
 * import { signedRank } from "./signed_rank.ts";
 * const { statistic, p } = signedRank(new Float64Array([1, 2, 3, 0]));
 * if (statistic !== 6 || p !== 0.25) throw new Error("not the one pattern of 8, twice");
 * ```
 */
export function signedRank(differences: Float64Array): TestResult {
  const wrong = differences.find((each) => !Number.isFinite(each));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot rank difference ${wrong}: expected a finite number`);
  }
  const sorted = differences.filter((each) => each !== 0)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = sorted.length;
  if (n === 0) return { statistic: 0, p: 1 };
  let statistic = 0, ties = 0;
  for (let first = 0, next = 0; first < n; first = next) {
    let positive = 0;
    while (next < n && Math.abs(sorted[next]) === Math.abs(sorted[first])) {
      positive += Number(sorted[next++] > 0);
    }
    const tied = next - first;
    statistic += positive * (first + 1 + next) / 2; // all of them get their mean rank
    ties += tied * (tied * tied - 1);
  }
  return { statistic, p: n <= EXACT && ties === 0 ? exact(statistic, n) : normal() };

  function normal(): number {
    const variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
    const off = Math.max(0, Math.abs(statistic - n * (n + 1) / 4) - 0.5);
    return Math.min(1, 2 * normalCdf(-off / Math.sqrt(variance), 0, 1));
  }
}

/** Twice the smaller tail: the share of the 2ⁿ patterns whose rank sum is as far out. */
function exact(statistic: number, n: number): number {
  const most = n * (n + 1) / 2, patterns = new Float64Array(most + 1);
  patterns[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = rank * (rank + 1) / 2; sum >= rank; sum--) patterns[sum] += patterns[sum - rank];
  }
  const end = Math.min(statistic, most - statistic);
  let tail = 0;
  for (let sum = 0; sum <= end; sum++) tail += patterns[sum];
  return Math.min(1, 2 * tail / 2 ** n);
}
