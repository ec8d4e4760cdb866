import { parserBy } from "./_parse_by.ts";
import { migrations } from "./migrations.ts";
import schema from "./leaderboard_timing.schema.json" with { type: "json" };
import type { LeaderboardTiming } from "./leaderboard_timing.ts";

const parse = parserBy<LeaderboardTiming>(schema, { what: "timing", older: migrations.timing });

/**
 * Reads the text of a leaderboard's timing and checks its shape by `leaderboard_timing.schema.json`.
 *
 * @throws {UserError} if it is no JSON or of another shape, with the place
 *
 * @example
 * ```ts
 * import { parseLeaderboardTiming } from "./parse_leaderboard_timing.ts";
 * const timing = parseLeaderboardTiming('{"schema":"permafrost/timing@1","rows":[]}');
 * if (timing.rows.length !== 0) throw new Error("rows from nowhere");
 * ```
 */
export function parseLeaderboardTiming(text: string): LeaderboardTiming {
  return parse(text);
}
