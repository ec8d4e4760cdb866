import { parserBy } from "./_parse_by.ts";
import { migrations } from "./migrations.ts";
import type { Leaderboard } from "./leaderboard.ts";
import schema from "./leaderboard.schema.json" with { type: "json" };

const parse = parserBy<Leaderboard>(schema, { what: "leaderboard", older: migrations.leaderboard });

/**
 * Reads the text of a leaderboard and checks its shape by `leaderboard.schema.json`, once it
 * is of the newest version.
 *
 * @throws {UserError} if it is no JSON, of a version that is not read, or of another shape, with the place
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
