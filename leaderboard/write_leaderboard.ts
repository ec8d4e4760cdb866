import { join } from "node:path";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";
import { readResults } from "./read_results.ts";
import type { Leaderboard } from "./schema/leaderboard.ts";
import type { LeaderboardTiming } from "./schema/leaderboard_timing.ts";
import { serialiseLeaderboard } from "./schema/serialise_leaderboard.ts";
import { writeAtomic } from "../core/write_atomic.ts";

/**
 * Aggregates every record of a results folder into its `leaderboard.json` and
 * `leaderboard.timing.json`.
 *
 * @param out the results folder
 * @returns what was written, and the path of `leaderboard.json`
 * @throws {UserError} if a record cannot be read
 *
 * @example
 * ```ts
 * import { writeLeaderboard } from "./write_leaderboard.ts";
 * const out = await Deno.makeTempDir(); // no records yet
 * const { leaderboard, path } = await writeLeaderboard(out);
 * const text = await Deno.readTextFile(path);
 * await Deno.remove(out, { recursive: true });
 * if (leaderboard.tasks.length > 0 || !text.includes('"tasks"')) throw new Error("not written");
 * ```
 */
export async function writeLeaderboard(
  out: string,
): Promise<{ leaderboard: Leaderboard; timing: LeaderboardTiming; path: string }> {
  const runs = await readResults(out);
  const leaderboard = await aggregate(runs), timing = aggregateTiming(runs);
  const path = join(out, "leaderboard.json");
  await writeAtomic(path, serialiseLeaderboard(leaderboard));
  await writeAtomic(join(out, "leaderboard.timing.json"), serialiseLeaderboard(timing));
  return { leaderboard, timing, path };
}
