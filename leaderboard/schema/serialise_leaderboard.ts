import { stableJson } from "./_stable_json.ts";
import type { Leaderboard } from "./leaderboard.ts";
import type { LeaderboardTiming } from "./leaderboard_timing.ts";

/**
 * The text of `leaderboard.json` or `leaderboard.timing.json`: keys in order, two spaces a level, a
 * new line at the end. Equal leaderboards have equal bytes.
 *
 * @throws {TypeError} if it holds something that is no JSON
 *
 * @example
 * ```ts
 * import { serialiseLeaderboard } from "./serialise_leaderboard.ts";
 * const text = serialiseLeaderboard({ tasks: [], schema: "permafrost/leaderboard@1" });
 * if (!text.startsWith('{\n  "schema"')) throw new Error("not in order");
 * ```
 */
export function serialiseLeaderboard(board: Leaderboard | LeaderboardTiming): string {
  return stableJson(board);
}
