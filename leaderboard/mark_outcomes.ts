import type { Metric } from "../metrics/metric.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { caseMarks } from "./case_marks.ts";
import { measureCases } from "./measure_cases.ts";
import type { Mark, Marks } from "./schema/marks.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import type { RunResult } from "./schema/run_record.ts";

/**
 * The marks of a run, from its outcomes alone: over the headline cases, per domain, their unweighted
 * mean over the domains that have a value, and per slice. Sums run in case order in doubles, so that
 * a record and whoever verifies it get the same bytes. A metric without a value over some cases (an
 * AUC of one class, a log-loss of scores that are no logits) has no mark there.
 *
 * @throws {UserError} if a metric is unknown
 * @throws {TypeError} if the outcomes do not hold what a metric is computed from
 *
 * @example
 * ```ts
 * import { markOutcomes } from "./mark_outcomes.ts";
 * const { headline, macro } = markOutcomes({
 *   length: 2,
 *   domains: ["books", "music"],
 *   metrics: ["HR@1"],
 *   user: new Uint32Array([0, 1]),
 *   domain: new Uint8Array([0, 1]),
 *   headline: new Uint8Array([1, 1]),
 *   slices: {},
 *   greater: new Uint32Array([0, 0]),
 *   tied: new Uint32Array([1, 2]),
 *   ranked: new Uint32Array([2, 2]),
 *   answers: { kind: "full", top: new Uint32Array(40) },
 * });
 * if (headline.metrics["HR@1"].value !== 0.75 || macro.cases !== 2) throw new Error("not the mean");
 * ```
 */
export function markOutcomes(
  outcomes: Outcomes,
): Pick<RunResult, "headline" | "macro" | "domains" | "slices" | "full"> {
  const { length, metrics } = outcomes, names = Object.keys(outcomes.slices).sort();
  const isHeadline = (at: number) => outcomes.headline[at] === 1;
  const cases = (isIn: (at: number) => boolean) =>
    Uint32Array.from({ length }, (_, at) => at).filter(isIn);
  const groups = [
    cases(isHeadline),
    ...outcomes.domains.map((_, d) => cases((at) => isHeadline(at) && outcomes.domain[at] === d)),
    ...names.map((name) => cases((at) => outcomes.slices[name][at] === 1)),
  ].map((cases) => ({ cases, marks: new Map<string, Mark>() }));
  for (const name of metrics) {
    const over = marker(outcomes, metricByName(name));
    for (const { cases, marks } of groups) {
      const mark = cases.length > 0 ? over(cases) : null;
      if (mark) marks.set(name, mark);
    }
  }
  const [headline, ...others] = groups.map(({ cases, marks }) => ({
    cases: cases.length,
    metrics: Object.fromEntries(marks),
  }));
  const domains = others.slice(0, outcomes.domains.length);
  const slices = others.slice(outcomes.domains.length);
  return {
    headline,
    macro: macroMean(domains, metrics),
    domains: Object.fromEntries(outcomes.domains.map((name, d) => [name, domains[d]])),
    slices: Object.fromEntries(names.map((name, s) => [name, slices[s]])),
    ...(outcomes.whole &&
      { full: { state: "ranked", marks: markWhole(outcomes, outcomes.whole) } }),
  };
}

/** The headline's marks among whole pools, by the metrics of a rank. */
function markWhole(outcomes: Outcomes, whole: NonNullable<Outcomes["whole"]>): Marks {
  const cases = Uint32Array.from(whole.ranked.keys()).filter((at) => whole.ranked[at] > 0);
  const marks = new Map<string, Mark>();
  for (const name of outcomes.metrics) {
    const metric = metricByName(name);
    if (metric.kind !== "rank" && metric.kind !== "share") continue;
    const of = caseMarks({ ...outcomes, ...whole }, metric);
    const sum = { value: 0, optimistic: 0, pessimistic: 0 };
    for (const at of cases) {
      const mark = of?.(at);
      if (!mark) continue;
      for (const part of ["value", "optimistic", "pessimistic"] as const) sum[part] += mark[part];
    }
    if (cases.length === 0) continue;
    marks.set(name, {
      value: sum.value / cases.length,
      optimistic: sum.optimistic / cases.length,
      pessimistic: sum.pessimistic / cases.length,
    });
  }
  return { cases: cases.length, metrics: Object.fromEntries(marks) };
}

/** What a metric gives over some cases, one or more. */
function marker(outcomes: Outcomes, metric: Metric): (cases: Uint32Array) => Mark | null {
  if (metric.kind === "rows" || metric.kind === "lists") {
    return (cases) => measureCases(outcomes, { metric, cases }).mark;
  }
  const mark = caseMarks(outcomes, metric);
  if (!mark) return () => null;
  // Each case is marked once, whatever the number of groups that it is in.
  const columns = Array.from({ length: 3 }, () => new Float64Array(outcomes.length));
  for (let at = 0; at < outcomes.length; at++) {
    const { value, optimistic, pessimistic } = mark(at);
    columns[0][at] = value;
    columns[1][at] = optimistic;
    columns[2][at] = pessimistic;
  }
  return (cases) => {
    const [value, optimistic, pessimistic] = columns.map((column) => {
      let sum = 0;
      for (const at of cases) sum += column[at];
      return sum / cases.length;
    });
    return { value, optimistic, pessimistic };
  };
}

function macroMean(domains: readonly Marks[], names: readonly string[]): Marks {
  const cases = domains.reduce((sum, each) => sum + each.cases, 0);
  const means = new Map<string, Mark>();
  for (const name of names) {
    const marks = domains.flatMap(({ metrics }) =>
      Object.hasOwn(metrics, name) ? metrics[name] : []
    );
    if (marks.length === 0) continue;
    const mean = (of: keyof Mark) => marks.reduce((sum, mark) => sum + mark[of], 0) / marks.length;
    means.set(name, {
      value: mean("value"),
      optimistic: mean("optimistic"),
      pessimistic: mean("pessimistic"),
    });
  }
  return { cases, metrics: Object.fromEntries(means) };
}
