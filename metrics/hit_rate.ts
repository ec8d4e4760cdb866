import type { RankMetric } from "./metric.ts";

/**
 * Hit rate: HR@k = [r ≤ k], whether the target's rank r is among the first k. With one target per
 * case it equals Recall@k.
 *
 * Source: Deshpande and Karypis, "Item-based top-N recommendation algorithms" (ACM TOIS 22(1),
 * 2004).
 *
 * Conventions: ties are for `mark_rank.ts`, which takes the mean over a tie block's ranks; a query
 * with fewer than k candidates is a hit; no cases have no mean (not 0).
 *
 * @param k cut-off, a whole number from 1
 *
 * @throws {RangeError} if k is no whole number from 1
 *
 * @example
 * ```ts
 * import { hitRate } from "./hit_rate.ts";
 * const { at } = hitRate(10);
 * if (at(10) !== 1 || at(11) !== 0) throw new Error("not HR@10");
 * ```
 */
export function hitRate(k: number): RankMetric {
  const name = `HR@${k}`;
  if (!Number.isSafeInteger(k) || k < 1) {
    throw new RangeError(`Cannot make "${name}": cut-off ${k}, expected a whole number from 1`);
  }
  return {
    kind: "rank",
    name,
    at: (rank) => (rank <= k ? 1 : 0),
    sum: (first, last) => Math.max(0, Math.min(k, last) - first + 1),
  };
}
