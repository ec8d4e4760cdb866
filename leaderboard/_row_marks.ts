import type { Corrections } from "./_corrected_sums.ts";
import type { RowStatistics } from "./_row_statistics.ts";
import type { LeaderboardRow, RowMark, RowMarks } from "./schema/leaderboard.ts";
import type { Marks } from "./schema/marks.ts";
import type { RunResult } from "./schema/run_record.ts";
import type { Interval } from "./statistics/percentile_interval.ts";

type AllMarks = Pick<LeaderboardRow, "headline" | "macro" | "domains" | "slices" | "full">;

/** The marks of a row from the results of its seeds, in that order, without what outcomes say. */
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
    ...fullOf(results),
  };
}

/** Ranks among whole pools: joined, if all seeds have them. */
function fullOf(results: readonly RunResult[]): Pick<LeaderboardRow, "full"> {
  const marks: Marks[] = [];
  for (const { full } of results) {
    if (full?.state !== "ranked") return full ? { full } : {};
    marks.push(full.marks);
  }
  return { full: { state: "ranked", marks: joined(marks) } };
}

/** The same marks with intervals and corrected estimates; `names` in the statistics' order. */
export function withStatistics(
  marks: AllMarks,
  { intervals, corrections }: Pick<RowStatistics, "intervals" | "corrections">,
  names: { readonly metrics: readonly string[]; readonly groups: readonly string[] },
): AllMarks {
  const put = (
    marks: RowMarks,
    over: readonly Interval[],
    corrected: (of: Corrections) => RowMark["corrected"],
  ): RowMarks => ({
    cases: marks.cases,
    metrics: Object.fromEntries(
      Object.entries(marks.metrics).map(([name, mark]) => {
        const m = names.metrics.indexOf(name), of = corrections[m];
        return [name, { ...mark, interval: over[m], corrected: of ? corrected(of) : null }];
      }),
    ),
  });
  const domains = Object.keys(marks.domains).length;
  const all = (marks: Readonly<Record<string, RowMarks>>, from: number) =>
    Object.fromEntries(
      Object.entries(marks).map(([name, each]) => {
        const g = names.groups.indexOf(name, from);
        return [name, put(each, intervals.groups[g], ({ groups }) => groups[g])];
      }),
    );
  return {
    headline: put(marks.headline, intervals.headline, ({ headline }) => headline),
    macro: put(marks.macro, intervals.macro, ({ macro }) => macro),
    domains: all(marks.domains, 0),
    slices: all(marks.slices, domains),
    ...(marks.full && { full: marks.full }),
  };
}

function joined(seeds: readonly Marks[]): RowMarks {
  const { cases, metrics } = seeds[0];
  const names = Object.keys(metrics).filter((name) => seeds.every((each) => name in each.metrics));
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
        corrected: null,
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
