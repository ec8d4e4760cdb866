import type { Intervals } from "./_bootstrap.ts";
import type { LeaderboardRow, RowMark, RowMarks } from "./schema/leaderboard.ts";
import type { Marks } from "./schema/marks.ts";
import type { RunResult } from "./schema/run_record.ts";

type AllMarks = Pick<LeaderboardRow, "headline" | "macro" | "domains" | "slices">;

/** The marks of a row from the results of its seeds, in that order, without intervals. */
export function rowMarks(results: readonly RunResult[]): AllMarks {
  const named = (of: (result: RunResult) => Readonly<Record<string, Marks>>) =>
    Object.fromEntries(
      Object.keys(of(results[0])).map((name) => [name, joined(results.map((r) => of(r)[name]))]),
    );
  return {
    headline: joined(results.map(({ headline }) => headline)),
    macro: joined(results.map(({ macro }) => macro)),
    domains: named(({ domains }) => domains),
    slices: named(({ slices }) => slices),
  };
}

/** The same marks with intervals; `names` are the metrics and the groups in the intervals' order. */
export function withIntervals(
  marks: AllMarks,
  intervals: Intervals,
  names: { readonly metrics: readonly string[]; readonly groups: readonly string[] },
): AllMarks {
  const put = (marks: RowMarks, of: Intervals["headline"]): RowMarks => ({
    cases: marks.cases,
    metrics: Object.fromEntries(
      Object.entries(marks.metrics)
        .map(([name, mark]) => [name, { ...mark, interval: of[names.metrics.indexOf(name)] }]),
    ),
  });
  const domains = Object.keys(marks.domains).length;
  const group = (name: string, isDomain: boolean) => {
    const from = isDomain ? 0 : domains;
    return intervals.groups[names.groups.indexOf(name, from)];
  };
  const all = (marks: Readonly<Record<string, RowMarks>>, isDomain: boolean) =>
    Object.fromEntries(
      Object.entries(marks).map(([name, each]) => [name, put(each, group(name, isDomain))]),
    );
  return {
    headline: put(marks.headline, intervals.headline),
    macro: put(marks.macro, intervals.macro),
    domains: all(marks.domains, true),
    slices: all(marks.slices, false),
  };
}

function joined(seeds: readonly Marks[]): RowMarks {
  const { cases, metrics } = seeds[0];
  const names = Object.keys(metrics);
  return {
    cases,
    metrics: Object.fromEntries(names.map((name) => {
      const marks = seeds.map((each) => each.metrics[name]);
      const values = marks.map(({ value }) => value), mean = meanOf(values);
      const mark: RowMark = {
        values,
        mean,
        deviation: deviation(values, mean),
        optimistic: meanOf(marks.map(({ optimistic }) => optimistic)),
        pessimistic: meanOf(marks.map(({ pessimistic }) => pessimistic)),
        interval: null,
      };
      return [name, mark];
    })),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function deviation(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}
