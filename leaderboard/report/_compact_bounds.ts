import type { LeaderboardRow } from "../schema/leaderboard.ts";
import { scaled } from "./_scaled.ts";

/** What {@linkcode ReportRow.bounds} holds. */
export function compactBounds(row: LeaderboardRow, metrics: readonly string[]): (number | null)[] {
  return metrics.flatMap((metric) => {
    const found = row.headline.metrics[metric];
    return [
      scaled(found?.pessimistic),
      scaled(found?.optimistic),
      scaled(found?.corrected?.rankBased),
      scaled(found?.corrected?.biasVariance),
    ];
  });
}
