import type { LeaderboardRow, RowMark, RowMarks } from "../schema/leaderboard.ts";
import { scaled } from "./_scaled.ts";
import type { ReportGroup } from "./report_data.ts";

/** The marks of a row, flat: groups × metrics × mean, deviation, and the interval's ends from the mean. */
export function compactMarks(
  row: LeaderboardRow,
  groups: readonly ReportGroup[],
  metrics: readonly string[],
): (number | null)[] {
  return groups.flatMap((group) => {
    const over = marksOver(row, group);
    return metrics.flatMap((metric) => compact(over?.metrics[metric]));
  });
}

function marksOver(row: LeaderboardRow, { kind, name }: ReportGroup): RowMarks | undefined {
  switch (kind) {
    case "headline":
    case "macro":
      return row[kind];
    case "domain":
      return row.domains[name];
    case "slice":
      return row.slices[name];
    case "full":
      return row.full?.state === "ranked" ? row.full.marks : undefined;
  }
  return kind satisfies never;
}

function compact(mark: RowMark | undefined): (number | null)[] {
  if (mark === undefined) return [null, null, null, null];
  const { mean, deviation, interval } = mark;
  return [
    scaled(mean),
    scaled(deviation),
    interval && scaled(mean - interval[0]),
    interval && scaled(interval[1] - mean),
  ];
}
