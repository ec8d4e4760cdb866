/**
 * Holm's correction: p-values such that rejecting those up to α keeps the odds of any false rejection
 * at or below α, however the tests hang together. In ascending order the i-th of m becomes the largest
 * of (m − j + 1)·p⁽ʲ⁾ over j ≤ i, at most 1.
 *
 * Source: Holm, "A simple sequentially rejective multiple test procedure" (Scandinavian Journal of
 * Statistics 6(2), 1979).
 *
 * @param p of all comparisons of one table
 * @returns in the order given
 * @throws {RangeError} if one is no probability
 *
 * @example
 * ```ts
 * import { holm } from "./holm.ts";
 * if (holm([0.04, 0.01, 0.5]).join() !== "0.08,0.03,0.5") throw new Error("not Holm's");
 * ```
 */
export function holm(p: readonly number[]): number[] {
  const wrong = p.find((each) => !(each >= 0 && each <= 1));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot correct p-value ${wrong}: expected a number from 0 to 1`);
  }
  const order = [...p.keys()].sort((a, b) => p[a] - p[b]);
  const corrected = new Array<number>(p.length);
  let most = 0;
  order.forEach((at, i) => {
    most = Math.max(most, Math.min(1, (p.length - i) * p[at]));
    corrected[at] = most;
  });
  return corrected;
}
