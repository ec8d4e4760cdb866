import { rowIdentity } from "./_row_identity.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";

/** A row of one side, of the other, or of both. */
export type RowPair = readonly [a: LeaderboardRow | undefined, b: LeaderboardRow | undefined];

/** Rows of one task on two sides: those of the first in their order, then what only the second has. */
export function pairedRows(
  a: Pick<LeaderboardTask, "rows">,
  b: Pick<LeaderboardTask, "rows"> | undefined,
): RowPair[] {
  const rest = [...b?.rows ?? []];
  const pairs = a.rows.map((row): RowPair => {
    const at = rest.findIndex((other) => rowIdentity(other) === rowIdentity(row));
    return [row, at < 0 ? undefined : rest.splice(at, 1)[0]];
  });
  return [...pairs, ...rest.map((row): RowPair => [undefined, row])];
}
