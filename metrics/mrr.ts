import { harmonicSum } from "./_harmonic_sum.ts";
import type { RankMetric } from "./metric.ts";

/**
 * Reciprocal rank: MRR@k = [r ≤ k] / r for a target at rank r, and MRR = 1 / r without a cut-off.
 * The mean over cases is what the name promises.
 *
 * Source: Voorhees, "The TREC-8 question answering track report" (TREC 1999).
 *
 * Conventions: ties are for `mark_rank.ts`, which takes the mean over a tie block's ranks; a query
 * with fewer than k candidates is cut at its length; no cases have no mean (not 0).
 *
 * @param k cut-off, a whole number from 1; none unless said
 *
 * @throws {RangeError} if k is no whole number from 1
 *
 * @example
 * ```ts
 * import { mrr } from "./mrr.ts";
 * if (mrr(10).at(11) !== 0 || mrr().at(20) !== 0.05) throw new Error("not a reciprocal rank");
 * ```
 */
export function mrr(k?: number): RankMetric {
  const name = k === undefined ? "MRR" : `MRR@${k}`;
  if (k !== undefined && (!Number.isSafeInteger(k) || k < 1)) {
    throw new RangeError(`Cannot make "${name}": cut-off ${k}, expected a whole number from 1`);
  }
  const cut = k ?? Infinity;
  return {
    kind: "rank",
    name,
    at: (rank) => (rank <= cut ? 1 / rank : 0),
    sum: (first, last) => harmonicSum(first, Math.min(cut, last)),
  };
}
