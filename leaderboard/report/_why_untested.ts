import type { RowSources } from "./_row_sources.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";

/** Why no row of a task could be tested against the best one. */
export function whyUntested({ rows }: LeaderboardTask, { records }: RowSources): string {
  const comparable = rows.filter(({ notComparable }) => notComparable.length === 0),
    [best] = comparable;
  if (comparable.length < 2) return "No paired tests: there are no two rows that may be compared.";
  if (best.joined) {
    return "No paired tests: the best row is a mean over parts, and no run sat it all.";
  }
  return records.has(best.id)
    ? "No paired tests: not all runs of the best row, or of any other, are among the records."
    : "No paired tests: they need the records beside leaderboard.json.";
}
