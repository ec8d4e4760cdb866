import type { ReportRow, ReportTask } from "../report_data.ts";
import { isTied } from "./is_tied.ts";

/** What a person wants to see of a leaderboard. */
export interface Wanted {
  /** Words, all of which must be somewhere in a row. */
  readonly words: string;
  /** Whether controls are shown. */
  readonly controls: boolean;
  /** Whether only rows are shown that the tests do not tell from the best. */
  readonly tiedOnly: boolean;
}

/** Which rows to show. */
export function rowFilter(
  task: ReportTask,
  { words, controls, tiedOnly }: Wanted,
): (row: ReportRow) => boolean {
  const best = task.best === null ? undefined : task.rows[task.best];
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return (row) =>
    (controls || task.methods[row.method].role !== "control") && (!tiedOnly || isTied(row, best)) &&
    wanted.every((word) => textOf(task, row).includes(word));
}

const TEXTS = new WeakMap<ReportRow, string>();

/** All that a row says, in small letters. */
function textOf({ methods }: ReportTask, row: ReportRow): string {
  const known = TEXTS.get(row);
  if (known !== undefined) return known;
  const { name, id, config, configSha256, machine, notComparable, notes, runs } = row;
  const method = methods[row.method], keys = runs.map(([, key]) => key);
  const all = [name, id, method, config, configSha256, machine, notComparable, notes, keys];
  const text = JSON.stringify(all).toLowerCase();
  TEXTS.set(row, text);
  return text;
}
