import { metricByName } from "../../metrics/metric_by_name.ts";
import type { Outcomes } from "../schema/outcomes.ts";
import { type CorrectedMark, CorrectedMetric } from "./corrected_metric.ts";

/**
 * Per metric name: the estimates of each case under full ranking, summed over any cases by whoever
 * asks. Metrics of a rank alone have them, and only where candidates were sampled from pools whose size
 * is known.
 *
 * @param tables kept between calls: the runs of a task meet the same pools
 *
 * @example
 * ```ts
 * import { correctedMarks } from "./corrected_marks.ts";
 * const marks = correctedMarks({
 *   ...{ metrics: ["HR@1", "AUC"], greater: new Uint32Array(1), tied: Uint32Array.of(1) },
 *   answers: {
 *     ...{ kind: "sampled", eligible: Uint32Array.of(3), target: new Uint32Array(1) },
 *     ...{ offsets: Uint32Array.of(0, 2), score: Float32Array.of(1, 0) },
 *   },
 * });
 * const mark = marks.get("HR@1")?.(0);
 * if (mark?.rankBased !== 1 || marks.has("AUC")) throw new Error("not HR@1 alone");
 * if (Math.abs(mark.biasVariance - 5 / 6) > 0.02) throw new Error("not least squares");
 * ```
 */
export function correctedMarks(
  { metrics, greater, tied, answers }: Pick<Outcomes, "metrics" | "greater" | "tied" | "answers">,
  tables: Map<string, CorrectedMetric> = new Map(),
): ReadonlyMap<string, (at: number) => CorrectedMark> {
  const marks = new Map<string, (at: number) => CorrectedMark>();
  if (answers.kind !== "sampled" || answers.eligible === undefined) return marks;
  const { offsets, eligible } = answers;
  for (const name of metrics) {
    const metric = metricByName(name);
    if (metric.kind !== "rank") continue;
    const corrected = tables.get(name) ?? new CorrectedMetric(metric);
    tables.set(name, corrected);
    marks.set(name, (at) =>
      corrected.at({ greater: greater[at], tied: tied[at] }, {
        others: eligible[at] - 1,
        drawn: offsets[at + 1] - offsets[at] - 1,
      }));
  }
  return marks;
}
