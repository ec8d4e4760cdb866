import type { LeaderboardRow } from "./schema/leaderboard.ts";

/** Comparable rows first; the best first; then by method id and row id. */
export function rowOrder(a: LeaderboardRow, b: LeaderboardRow, metric: string): number {
  const worth = (row: LeaderboardRow) => row.headline.metrics[metric]?.mean ?? -1;
  const isOut = (row: LeaderboardRow) => Number(row.notComparable.length > 0);
  if (isOut(a) !== isOut(b)) return isOut(a) - isOut(b);
  if (worth(a) !== worth(b)) return worth(b) - worth(a);
  return `${a.method.id} ${a.id}` < `${b.method.id} ${b.id}` ? -1 : 1;
}
