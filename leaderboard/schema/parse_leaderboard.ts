import { parserBy } from "./_parse_by.ts";
import type { Leaderboard } from "./leaderboard.ts";
import schema from "./leaderboard.schema.json" with { type: "json" };

const parse = parserBy<Leaderboard>(schema, "leaderboard");

/**
 * Reads the text of a leaderboard and checks its shape by `leaderboard.schema.json`.
 *
 * @throws {UserError} if it is no JSON or of another shape, with the place
 *
 * @example
 * ```ts
 * import { parseLeaderboard } from "./parse_leaderboard.ts";
 * const board = parseLeaderboard('{"schema":"permafrost/leaderboard@1","tasks":[]}');
 * if (board.tasks.length !== 0) throw new Error("tasks from nowhere");
 * ```
 */
export function parseLeaderboard(text: string): Leaderboard {
  return parse(text);
}
