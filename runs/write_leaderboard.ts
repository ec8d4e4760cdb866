import { join } from "node:path";
import { aggregate } from "../leaderboard/aggregate.ts";
import { aggregateTiming } from "../leaderboard/aggregate_timing.ts";
import { readResults } from "../leaderboard/read_results.ts";
import type { Leaderboard } from "../leaderboard/schema/leaderboard.ts";
import type { LeaderboardTiming } from "../leaderboard/schema/leaderboard_timing.ts";
import { serialiseLeaderboard } from "../leaderboard/schema/serialise_leaderboard.ts";
import { writeAtomic } from "./write_atomic.ts";

/**
 * Aggregates every record of a results folder into its `leaderboard.json` and
 * `leaderboard.timing.json`.
 *
 * @throws {UserError} if a record cannot be read
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
