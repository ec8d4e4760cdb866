import { count } from "./_format.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";
import type { Search } from "./schema/search.ts";

/** Where a row's texts, config and marks come from, if there is more to say than that it was given. */
export function originLine(row: LeaderboardRow, name: string): string[] {
  const lines: string[] = [];
  if (row.text) {
    const { model: { id, revision } } = row.text;
    lines.push(`${name}: texts by ${id} at ${revision.slice(0, 8)}`);
  }
  if (row.search) lines.push(`${name}: ${told(row.search)}`);
  if (row.joined) {
    const { atOnce, parts } = row.joined, searched = parts.some(({ search }) => search);
    const domains = atOnce === 1 ? "1 domain" : `${atOnce} domains`;
    const how = searched ? ", each with a search of its own" : "";
    lines.push(`${name}: mean over ${count(parts.length)} parts of ${domains} each${how}`);
  }
  return lines;
}

function told({ trials, chosen }: Search): string {
  const failed = trials.filter(({ failure }) => failure !== null).length;
  return `config of trial ${chosen} of ${count(trials.length)}, the best on validation` +
    (failed > 0 ? ` (${count(failed)} failed)` : "");
}
