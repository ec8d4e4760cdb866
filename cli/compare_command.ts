import { UserError } from "../core/user_error.ts";
import { compare } from "../leaderboard/compare.ts";
import { comparisonTable } from "../leaderboard/comparison_table.ts";
import type { Leaderboard } from "../leaderboard/schema/leaderboard.ts";
import { parseLeaderboard } from "../leaderboard/schema/parse_leaderboard.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { terminalWidth } from "./terminal_width.ts";

/** `bench compare`: one or two leaderboards, rows of the same task side by side. */
export async function compareCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["baseline"], boolean: ["json"] });
  const [a, b, ...rest] = options.words;
  if (a === undefined || rest.length) {
    throw new UserError(
      `Cannot compare ${options.words.length} leaderboards: expected A.json or A.json B.json`,
    );
  }
  const baseline = options.string("baseline");
  const comparison = compare(await read(a), {
    ...(b === undefined ? {} : { with: await read(b) }),
    ...(baseline === undefined ? {} : { baseline }),
  });
  if (options.on("json")) console.log(JSON.stringify(comparison, null, 2));
  else console.log(comparisonTable(comparison, { width: terminalWidth() }).trimEnd());
  return 0;
}

async function read(path: string): Promise<Leaderboard> {
  let text: string;
  try {
    text = await Deno.readTextFile(fromHere(path));
  } catch {
    throw new UserError(`Cannot read "${path}": no such file, expected a leaderboard.json`);
  }
  try {
    return parseLeaderboard(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot read "${path}": ${why}, expected a leaderboard.json`);
  }
}
