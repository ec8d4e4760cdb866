import { metricByName } from "../metrics/metric_by_name.ts";
import { caseMarks } from "./case_marks.ts";
import { measureCases } from "./measure_cases.ts";
import { bootstrap, type Intervals } from "./statistics/bootstrap.ts";
import type { CaseGroups } from "./statistics/case_groups.ts";
import { correctedMarks } from "./statistics/corrected_marks.ts";
import type { CorrectedMetric } from "./statistics/corrected_metric.ts";
import { CorrectedSums, type Corrections } from "./_corrected_sums.ts";
import { MeasuredIntervals } from "./statistics/measured_intervals.ts";
import type { Interval } from "./statistics/percentile_interval.ts";
import type { Resamples } from "./statistics/resamples.ts";
import type { Outcomes } from "./schema/outcomes.ts";

/** What the rows of one task share. */
export interface TaskCases {
  readonly groups: CaseGroups;
  readonly resamples: Resamples;
  /** Tables of corrected metrics by name, filled as they are needed. */
  readonly tables: Map<string, CorrectedMetric>;
  /** Index of the metric that verdicts speak of; −1 if none has a value per ranked case. */
  readonly judged: number;
}

/** What the outcomes of a row's seeds say beyond the marks in their records. */
export interface RowStatistics {
  readonly intervals: Intervals;
  /** Per metric index; null where the metric has no corrected estimate. */
  readonly corrections: readonly (Corrections | null)[];
  /** The judged metric of every case, averaged over seeds. */
  readonly judged: Float64Array;
}

/** Reads the outcomes of a row, a seed at a time. */
export async function rowStatistics(
  runs: readonly (() => Promise<Outcomes>)[],
  { groups, resamples, tables, judged }: TaskCases,
): Promise<RowStatistics> {
  const [first] = runs, { metrics: names, length } = await first();
  const metrics = names.map(metricByName);
  const sums = groups.groups.map(({ user }) => metrics.map(() => new Float64Array(user.length)));
  const valued = metrics.map(() => false);
  const measured = metrics.map(({ kind }) =>
    kind === "rows" ? new MeasuredIntervals(groups, resamples) : null
  );
  const corrected = metrics.map(() => new CorrectedSums(groups));
  const selection = new Float64Array(length);
  const isHeadline = new Uint8Array(length);
  for (const { row } of groups.groups.slice(0, groups.domains)) {
    row.forEach((each, at) => isHeadline[at] ||= Number(each >= 0));
  }
  for (const read of runs) {
    // Users are renumbered as the resamples count them.
    const outcomes = { ...await read(), user: groups.user };
    const estimates = correctedMarks(outcomes, tables);
    metrics.forEach((metric, m) => {
      if (metric.kind === "rows") {
        const over = (isIn: (at: number) => boolean) => {
          const cases = Uint32Array.from({ length }, (_, at) => at).filter(isIn);
          return cases.length > 0 ? measureCases(outcomes, { metric, cases }) : null;
        };
        measured[m]?.add({
          headline: over((at) => isHeadline[at] === 1),
          groups: groups.groups.map(({ row }) => over((at) => row[at] >= 0)),
        });
        return;
      }
      const mark = caseMarks(outcomes, metric), estimate = estimates.get(names[m]);
      if (!mark) return;
      valued[m] = true;
      for (let at = 0; at < length; at++) {
        const value = mark(at).value / runs.length;
        if (m === judged) selection[at] += value;
        groups.groups.forEach(({ row }, g) => {
          if (row[at] >= 0) sums[g][m][row[at]] += value;
        });
        if (estimate) corrected[m].add(at, estimate(at));
      }
    });
  }
  const means = bootstrap(groups, sums, resamples), pooled = measured.map((each) => each?.of());
  // A resample has fewer different users than there are, and so covers less: no interval for lists.
  const put = (intervals: readonly Interval[], of: (m: number) => Interval | undefined) =>
    intervals.map((each, m) => valued[m] ? each : of(m) ?? null);
  return {
    intervals: {
      headline: put(means.headline, (m) => pooled[m]?.headline),
      macro: put(means.macro, (m) => pooled[m]?.macro),
      groups: means.groups.map((each, g) => put(each, (m) => pooled[m]?.groups[g])),
    },
    corrections: corrected.map((each) => each.means()),
    judged: selection,
  };
}
