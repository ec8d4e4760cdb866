import { shareCut } from "./_share_cut.ts";
import type { ShareMetric } from "./metric.ts";

/** b of the formula. With a = 2, log a / log(…) is 1 / log2(…): the base cancels. */
const B = 15000;

/**
 * Revised NDCG at a share of the pool: r-NDCG@K% = [r ≤ k] · log a / log(a + b (r − 1) / N) for a
 * target at rank r of N candidates, a = 2, b = 15,000, with k = max(1, ⌊K% · N⌋); K% is 0.04 % of
 * pools of 20,000 items and more, else 0.5 %. The discount depends on the share of the pool above
 * the target, so that small domains do not dominate large ones.
 *
 * Source: Lin et al., "Pre-trained recommender systems: a causal debiasing perspective" (WSDM 2024),
 * section 4.3, the definition of r-NDCG and its a and b; K% as in `recall_share.ts`.
 *
 * Conventions: N counts the candidates that were ranked, which is the pool wherever no history is
 * taken out; ties are for `mark_rank.ts`; a pool below 200 items gives k = 1; no cases have no mean.
 *
 * @example
 * ```ts
 * import { rNdcgShare } from "./r_ndcg_share.ts";
 * const { at } = rNdcgShare().of(15000); // k = 75, and NDCG's own discount, as b = N
 * if (at(1) !== 1 || at(7) !== 1 / 3 || at(76) !== 0) throw new Error("not r-NDCG@0.5%");
 * ```
 */
export function rNdcgShare(): ShareMetric {
  const name = "r-NDCG@K%";
  return {
    kind: "share",
    name,
    of(ranked) {
      const k = shareCut(ranked);
      const at = (rank: number): number =>
        rank <= k ? 1 / Math.log2(2 + B * (rank - 1) / ranked) : 0;
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
    },
  };
}
