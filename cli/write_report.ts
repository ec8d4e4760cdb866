import { dirname, join, relative } from "node:path";
import { UserError } from "../core/user_error.ts";
import { writeAtomic } from "../core/write_atomic.ts";
import { readResults } from "../leaderboard/read_results.ts";
import { reportHtml } from "../leaderboard/report/report_html.ts";
import { parseLeaderboard } from "../leaderboard/schema/parse_leaderboard.ts";
import { parseLeaderboardTiming } from "../leaderboard/schema/parse_leaderboard_timing.ts";
import { towardsHere } from "./towards_here.ts";
import { trustOf } from "./trust_of.ts";

/**
 * Writes the report of a results folder, from its leaderboard.json, its leaderboard.timing.json and its
 * records; the last two may be missing, and the report then says what it lacks.
 *
 * @param results absolute path of the folder
 * @param to absolute path of the page
 * @throws {UserError} if there is no leaderboard, or something cannot be read or written
 *
 * @example
 * ```ts
 * import { writeLeaderboard } from "../leaderboard/write_leaderboard.ts";
 * import { writeReport } from "./write_report.ts";
 * const results = await Deno.makeTempDir(), page = `${results}/report.html`;
 * await writeLeaderboard(results); // no records yet
 * await writeReport(results, page);
 * const text = await Deno.readTextFile(page);
 * await Deno.remove(results, { recursive: true });
 * if (!text.includes("No runs.")) throw new Error("rows from nowhere");
 * ```
 */
export async function writeReport(results: string, to: string): Promise<void> {
  const board = await read(join(results, "leaderboard.json"), parseLeaderboard);
  if (board === undefined) {
    throw new UserError(
      `Cannot report "${towardsHere(results)}": no leaderboard.json, expected a results folder`,
    );
  }
  const timing = await read(join(results, "leaderboard.timing.json"), parseLeaderboardTiming);
  const runs = await readResults(results), way = relative(dirname(to), results);
  const recordsAt = way === "" ? "" : `${way.split(/[\\/]/).map(encodeURIComponent).join("/")}/`;
  const page = await reportHtml(board, { runs, timing, trust: trustOf(runs), recordsAt });
  try {
    await writeAtomic(to, page);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/ \(os error \d+\).*/s, "") : error;
    throw new UserError(
      `Cannot write "${towardsHere(to)}": ${why}, expected a file in a folder that is there`,
    );
  }
}

/** A file read and parsed; nothing if it is not there. */
async function read<T>(path: string, parse: (text: string) => T): Promise<T | undefined> {
  try {
    return parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot read "${towardsHere(path)}": ${why}`);
  }
}
