import type { RankMetric } from "./metric.ts";

/**
 * Normalised discounted cumulative gain: NDCG@k = [r ≤ k] / log2(r + 1) for a target at rank r. One
 * target per case makes the ideal gain 1.
 *
 * Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (ACM TOIS
 * 20(4), 2002), with the discount log2(r + 1) that is usual since Burges et al., "Learning to
 * rank using gradient descent" (ICML 2005).
 *
 * Conventions: ties are for `mark_rank.ts`, which takes the mean over a tie block's ranks; a query
 * with fewer than k candidates is cut at its length; no cases have no mean (not 0).
 *
 * @param k cut-off, a whole number from 1
 *
 * @throws {RangeError} if k is no whole number from 1
 *
 * @example
 * ```ts
 * import { ndcg } from "./ndcg.ts";
 * const { at } = ndcg(10);
 * if (at(1) !== 1 || at(3) !== 0.5 || at(11) !== 0) throw new Error("not NDCG@10");
 * ```
 */
export function ndcg(k: number): RankMetric {
  const name = `NDCG@${k}`;
  if (!Number.isSafeInteger(k) || k < 1) {
    throw new RangeError(`Cannot make "${name}": cut-off ${k}, expected a whole number from 1`);
  }
  const at = (rank: number): number => (rank <= k ? 1 / Math.log2(rank + 1) : 0);
  return {
    kind: "rank",
    name,
    at,
    sum(first, last) {
      let sum = 0;
      for (let rank = Math.min(k, last); rank >= first; rank--) sum += at(rank);
      return sum;
    },
  };
}
