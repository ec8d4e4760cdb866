import { markRank, type RankMark } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import type { Mark, Marks } from "./schema/marks.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import type { RunResult } from "./schema/run_record.ts";

/**
 * The marks of a run, from its ranks alone: over the headline cases, per domain, their unweighted
 * mean over the domains that have headline cases, and per slice. Sums run in case order in doubles,
 * so that a record and whoever verifies it get the same bytes.
 *
 * @throws {UserError} if a metric is unknown
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
): Pick<RunResult, "headline" | "macro" | "domains" | "slices"> {
  const metrics = outcomes.metrics.map(metricByName);
  const headline = new Sum(outcomes.metrics);
  const domains = outcomes.domains.map((name) => ({ name, sum: new Sum(outcomes.metrics) }));
  const slices = Object.keys(outcomes.slices).sort()
    .map((name) => ({ name, flag: outcomes.slices[name], sum: new Sum(outcomes.metrics) }));
  for (let at = 0; at < outcomes.length; at++) {
    const rank = { greater: outcomes.greater[at], tied: outcomes.tied[at] };
    const marks = metrics.map((metric) => markRank(metric, rank));
    if (outcomes.headline[at]) {
      headline.add(marks);
      domains[outcomes.domain[at]].sum.add(marks);
    }
    for (const { flag, sum } of slices) if (flag[at]) sum.add(marks);
  }
  const byDomain = domains.map(({ name, sum }) => [name, sum.mean()] as const);
  return {
    headline: headline.mean(),
    macro: macroMean(byDomain.map(([, marks]) => marks), outcomes.metrics),
    domains: Object.fromEntries(byDomain),
    slices: Object.fromEntries(slices.map(({ name, sum }) => [name, sum.mean()])),
  };
}

/** The sum of the marks of some cases. */
class Sum {
  readonly #names: readonly string[];
  readonly #sums: { value: number; optimistic: number; pessimistic: number }[];
  #cases = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#sums = names.map(() => ({ value: 0, optimistic: 0, pessimistic: 0 }));
  }

  add(marks: readonly RankMark[]): void {
    this.#cases++;
    for (let m = 0; m < marks.length; m++) {
      this.#sums[m].value += marks[m].value;
      this.#sums[m].optimistic += marks[m].optimistic;
      this.#sums[m].pessimistic += marks[m].pessimistic;
    }
  }

  mean(): Marks {
    const cases = this.#cases;
    if (cases === 0) return { cases, metrics: {} };
    const means = this.#names.map((name, m) => [name, divided(this.#sums[m], cases)]);
    return { cases, metrics: Object.fromEntries(means) };
  }
}

function divided(sum: Mark, by: number): Mark {
  return {
    value: sum.value / by,
    optimistic: sum.optimistic / by,
    pessimistic: sum.pessimistic / by,
  };
}

function macroMean(domains: readonly Marks[], names: readonly string[]): Marks {
  const asked = domains.filter(({ cases }) => cases > 0);
  const cases = asked.reduce((sum, each) => sum + each.cases, 0);
  if (cases === 0) return { cases, metrics: {} };
  const means = names.map((name) => {
    const sum = { value: 0, optimistic: 0, pessimistic: 0 };
    for (const { metrics } of asked) {
      sum.value += metrics[name].value;
      sum.optimistic += metrics[name].optimistic;
      sum.pessimistic += metrics[name].pessimistic;
    }
    return [name, divided(sum, asked.length)];
  });
  return { cases, metrics: Object.fromEntries(means) };
}
