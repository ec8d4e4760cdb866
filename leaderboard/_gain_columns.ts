import { short } from "./_format.ts";
import type { TextColumn } from "./_text_table.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";

/** Transfer gain by the selection metric, a column per domain; none if no row has any. */
export function gainColumns(rows: readonly LeaderboardRow[], metric: string): TextColumn[] {
  const names = new Set(rows.flatMap(({ transferGain = {} }) => Object.keys(transferGain)));
  return [...names].sort().map((name, i) => ({
    head: i === 0 ? `transfer gain, ${short(name)}` : short(name),
    cells: rows.map(({ transferGain = {} }) => {
      const gain = transferGain[name]?.metrics[metric]?.gain;
      if (gain === undefined || gain === null) return "–";
      return `${gain < 0 ? "−" : "+"}${Math.abs(100 * gain).toFixed(1)} %`;
    }),
  }));
}
