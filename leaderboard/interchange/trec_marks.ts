import { auc } from "../../metrics/auc.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import type { RankMetric } from "../../metrics/metric.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import { measureCases } from "../measure_cases.ts";
import type { Outcomes } from "../schema/outcomes.ts";
import { TREC_DEPTH } from "./trec_depth.ts";
import type { TrecTies } from "./trec_ties.ts";

/**
 * What an evaluation of a TREC run from `trec_run.ts` gives, whoever makes it: means over the headline
 * cases of NDCG@10, MRR and the task's own metrics of ranks, or AUC of clicks (GAUC has no place there).
 * They are those of the record: its values if ties are kept, else its bounds.
 *
 * Where answers of whole pools stand below the depth of a run, MRR is MRR@1000, and a larger cut-off
 * is left out.
 *
 * @example
 * ```ts
 * import { trecMarks } from "./trec_marks.ts";
 * const none = new Uint32Array(1), two = Uint32Array.of(2);
 * const { "NDCG@10": ndcg, MRR: mrr } = trecMarks({
 *   ...{ length: 1, domains: ["books"], metrics: ["HR@1"], slices: {} },
 *   ...{ user: none, domain: new Uint8Array(1), headline: Uint8Array.of(1) },
 *   ...{ greater: none, tied: two, ranked: two },
 *   answers: { kind: "full", top: new Uint32Array(20) },
 * }, "kept");
 * if (mrr !== 0.75 || ndcg !== (1 + 1 / Math.log2(3)) / 2) throw new Error("not the mean over ties");
 * ```
 */
export function trecMarks(outcomes: Outcomes, ties: TrecTies): Record<string, number> {
  const { headline, greater, tied, ranked, answers } = outcomes;
  const cases = Uint32Array.from(headline.keys()).filter((at) => headline[at] === 1);
  const part = ({ kept: "value", best: "optimistic", worst: "pessimistic" } as const)[ties];
  if (answers.kind === "click") {
    const { mark } = measureCases(outcomes, { metric: auc(), cases });
    return mark ? { AUC: mark[part] } : {};
  }
  const isDeep = answers.kind === "full" &&
    cases.some((at) => greater[at] + tied[at] > TREC_DEPTH);
  const marks: Record<string, number> = {};
  for (const metric of cases.length > 0 ? metricsOf(outcomes, isDeep) : []) {
    let sum = 0;
    for (const at of cases) {
      sum += markRank(metric, { greater: greater[at], tied: tied[at], ranked: ranked[at] })[part];
    }
    marks[metric.name] = sum / cases.length;
  }
  return marks;
}

function metricsOf({ metrics }: Outcomes, isDeep: boolean): RankMetric[] {
  const found = new Map<string, RankMetric>();
  for (const name of ["NDCG@10", "MRR", ...metrics]) {
    const metric = metricByName(isDeep && name === "MRR" ? `MRR@${TREC_DEPTH}` : name);
    const looksBelow = metric.kind === "rank" && metric.at(TREC_DEPTH + 1) > 0;
    if (metric.kind === "rank" && !(isDeep && looksBelow)) found.set(metric.name, metric);
  }
  return [...found.values()];
}
