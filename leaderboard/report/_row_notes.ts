import { count } from "../_format.ts";
import type { LeaderboardRow } from "../schema/leaderboard.ts";
import type { Fact } from "./report_data.ts";

/** What a reader must know of a row before believing it. */
export function rowNotes(row: LeaderboardRow, metric: string): Fact[] {
  const { search, joined, text, full } = row, notes: Fact[] = [];
  if (search) {
    const { trials, chosen } = search, value = trials[chosen]?.value ?? null;
    const failed = trials.filter(({ failure }) => failure !== null).length;
    notes.push([
      "Search",
      `trial ${chosen} of ${count(trials.length)}, the best on validation` +
      (value === null ? "" : ` (${value.toFixed(4)})`) + (failed > 0 ? `; ${failed} failed` : ""),
    ]);
  }
  if (joined) {
    const size = joined.atOnce === 1 ? "one domain" : `${joined.atOnce} domains`;
    notes.push(["Made of parts", `mean over ${joined.parts.length} parts of ${size} each`]);
  }
  if (row.fromScratch) notes.push(["From scratch", "fitted to the target alone"]);
  if (text) {
    const { model: { id, revision } } = text;
    notes.push(["Item texts", `by ${id} at ${revision}, ${text.size} numbers, ${text.sha256}`]);
  }
  const found = row.headline.metrics[metric];
  if (found && found.optimistic - found.pessimistic > 0.01) {
    const ends = [found.pessimistic, found.optimistic].map((each) => each.toFixed(4));
    notes.push(["Ties", `leave its ${metric} anywhere from ${ends.join(" to ")}`]);
  }
  const missing = Math.max(0, ...row.nanScores);
  if (missing > 0) {
    notes.push(["No score", `for up to ${count(missing)} candidates of a run`]);
  }
  if (full?.state === "blank") notes.push(["Whole pools", `not ranked: ${full.reason}`]);
  return notes;
}
