import tCdf from "@stdlib/stats-base-dists-t-cdf";
import type { TestResult } from "./test_result.ts";

/**
 * Student's paired t-test: t = d̄ / (s / √n) over n differences with mean d̄ and sample deviation s,
 * two-sided, with n − 1 degrees of freedom.
 *
 * Source: Student, "The probable error of a mean" (Biometrika 6(1), 1908).
 *
 * @param differences one per user: the units that were drawn independently, not the cases
 * @throws {RangeError} if there are fewer than two, or one is not finite
 *
 * @example
 * ```ts
 * import { pairedT } from "./paired_t.ts";
 * const { statistic, p } = pairedT(new Float64Array([1, 2, 3]));
 * if (Math.abs((statistic ?? 0) - Math.sqrt(12)) > 1e-12) throw new Error("not 2 · √3");
 * if (Math.abs(p - 0.07417990022744853) > 1e-12) throw new Error("not scipy's p");
 * ```
 */
export function pairedT(differences: Float64Array): TestResult {
  const n = differences.length;
  if (n < 2) {
    throw new RangeError(`Cannot test ${n} differences: too few, expected at least 2`);
  }
  let sum = 0;
  for (const each of differences) sum += each;
  if (!Number.isFinite(sum)) {
    throw new RangeError(`Cannot test differences of sum ${sum}: expected finite numbers`);
  }
  const mean = sum / n;
  let squares = 0, same = true;
  for (const each of differences) {
    squares += (each - mean) * (each - mean);
    same &&= each === differences[0];
  }
  // Told by the values: the rounding of their mean would make a deviation out of nothing.
  if (same) return differences[0] === 0 ? { statistic: 0, p: 1 } : { statistic: null, p: 0 };
  const statistic = mean / Math.sqrt(squares / (n - 1) / n);
  return { statistic, p: Math.min(1, 2 * tCdf(-Math.abs(statistic), n - 1)) };
}
