import { markRank } from "../metrics/mark_rank.ts";
import type { BoundedMark, Metric } from "../metrics/metric.ts";
import type { Outcomes } from "./schema/outcomes.ts";

/**
 * The mark of each case by a metric whose mean over cases is what its name promises; null for one that
 * has no value per case (AUC, GAUC, coverage: see `measure_cases.ts`), and for a log-loss of scores
 * that are no logits.
 *
 * @throws {TypeError} if the outcomes do not hold what the metric is computed from
 *
 * @example
 * ```ts
 * import { metricByName } from "../metrics/metric_by_name.ts";
 * import { caseMarks } from "./case_marks.ts";
 * import type { Outcomes } from "./schema/outcomes.ts";
 * const none = new Uint32Array(1), one = Uint32Array.of(1);
 * const outcomes: Outcomes = {
 *   ...{ length: 1, domains: ["books"], metrics: ["AUC", "log-loss"], slices: {} },
 *   ...{ user: none, domain: new Uint8Array(1), headline: Uint8Array.of(1) },
 *   ...{ greater: none, tied: one, ranked: one },
 *   answers: {
 *     kind: "click",
 *     ...{ logits: true, label: Uint8Array.of(1) },
 *     ...{ offsets: Uint32Array.of(0, 1), score: new Float32Array(1), target: none },
 *   },
 * };
 * const mark = caseMarks(outcomes, metricByName("log-loss"));
 * if (mark?.(0).value !== Math.LN2) throw new Error("not the loss of a logit of 0");
 * if (caseMarks(outcomes, metricByName("AUC")) !== null) throw new Error("an AUC of one case");
 * ```
 */
export function caseMarks(
  outcomes: Outcomes,
  metric: Metric,
): ((at: number) => BoundedMark) | null {
  const { answers, greater, tied, ranked } = outcomes;
  switch (metric.kind) {
    case "rank":
    case "share":
      if (answers.kind === "click") refuse(metric, "one shown item a case", "ranked candidates");
      return (at) => markRank(metric, { greater: greater[at], tied: tied[at], ranked: ranked[at] });
    case "logit": {
      if (answers.kind !== "click") refuse(metric, `${answers.kind} answers`, "labelled ones");
      const { score, label, logits } = answers;
      return logits ? (at) => exactly(metric.at(score[at], label[at])) : null;
    }
    case "list": {
      if (answers.kind !== "full") refuse(metric, `${answers.kind} answers`, "ranked pools");
      const { top, pools } = answers;
      if (!pools) refuse(metric, "no training counts", "outcomes that hold them");
      const { trainingCount } = pools;
      return (at) => exactly(metric.at(top.subarray(20 * at, 20 * at + 20), trainingCount));
    }
    case "rows":
    case "lists":
      return null;
    default:
      return metric satisfies never;
  }
}

function exactly(value: number): BoundedMark {
  return { value, optimistic: value, pessimistic: value };
}

function refuse({ name }: Metric, is: string, expected: string): never {
  throw new TypeError(`Cannot mark outcomes by "${name}": ${is}, expected ${expected}`);
}
