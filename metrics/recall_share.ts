import { shareCut } from "./_share_cut.ts";
import { hitRate } from "./hit_rate.ts";
import type { ShareMetric } from "./metric.ts";

/**
 * Recall at a share of the pool: Recall@K% = [r ≤ k] for a target at rank r of N candidates, with
 * k = max(1, ⌊K% · N⌋); K% is 0.04 % of pools of 20,000 items and more, else 0.5 %.
 *
 * Source: Lin et al., "Pre-trained recommender systems: a causal debiasing perspective" (WSDM 2024),
 * section 4.3 and appendix D; they choose K% by scenario, cross-market or cross-platform, whose pools
 * differ in just this way.
 *
 * Conventions: N counts the candidates that were ranked, which is the pool wherever no history is
 * taken out; ties are for `mark_rank.ts`; a pool below 200 items gives k = 1; no cases have no mean.
 *
 * @example
 * ```ts
 * import { recallShare } from "./recall_share.ts";
 * const small = recallShare().of(2000); // k = 10
 * if (small.at(10) !== 1 || small.at(11) !== 0) throw new Error("not Recall@0.5%");
 * const large = recallShare().of(25000); // k = 10
 * if (large.at(10) !== 1 || large.at(11) !== 0) throw new Error("not Recall@0.04%");
 * ```
 */
export function recallShare(): ShareMetric {
  const name = "Recall@K%";
  return { kind: "share", name, of: (ranked) => ({ ...hitRate(shareCut(ranked)), name }) };
}
