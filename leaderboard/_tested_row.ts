import { UserError } from "../core/user_error.ts";
import type { RowMetric } from "../metrics/metric.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { caseMarks } from "./case_marks.ts";
import { measureCases } from "./measure_cases.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import { caseGroups } from "./statistics/case_groups.ts";
import type { StoredRun } from "./stored_run.ts";

/** What the tests of a row look at: its headline cases, averaged over run seeds. */
export interface TestedRow {
  /** The task's cases. */
  readonly cases: Pick<Outcomes, "user" | "headline">;
  /** Users with any case: what resamples draw. */
  readonly users: number;
  /** Selection metric per case; null if it has no value per case. */
  readonly selection: Float64Array | null;
  /** Per pooled metric: its value with each user's cases standing there so many times. */
  readonly pooled: readonly ((times: Uint8Array) => number | null)[];
}

/** Reads a row, a seed at a time; scores stay only where a pooled metric needs them. */
export async function testedRow(
  runs: readonly StoredRun[],
  pooled: readonly RowMetric[],
): Promise<TestedRow> {
  const first = await runs[0].outcomes(), { users, user } = caseGroups(first);
  const headline = [...first.headline.keys()].filter((at) => first.headline[at] === 1);
  let selection: Float64Array | null = null;
  const measures = pooled.map(() => new Array<(times: Uint8Array) => number | null>());
  for (const { record, outcomes: read } of runs) {
    const outcomes = { ...await read(), user };
    if (outcomes.length !== first.length) {
      throw new UserError(
        `Cannot test run ${record.key.slice(0, 8)}: ${outcomes.length} cases, ` +
          `expected ${first.length} as in the others of its row`,
      );
    }
    const mark = caseMarks(outcomes, metricByName(outcomes.metrics[0]));
    if (mark) {
      selection ??= new Float64Array(first.length);
      for (let at = 0; at < first.length; at++) selection[at] += mark(at).value / runs.length;
    }
    pooled.forEach((metric, m) => {
      if (headline.length === 0) return;
      measures[m].push(measureCases(outcomes, { metric, cases: headline }).resampled);
    });
  }
  return {
    cases: first,
    users,
    selection,
    pooled: measures.map((seeds) => (times) => {
      let sum = 0;
      for (const resampled of seeds) sum += resampled(times) ?? NaN;
      return seeds.length === 0 || Number.isNaN(sum) ? null : sum / seeds.length;
    }),
  };
}
