import { dirname } from "node:path";
import { UserError } from "../core/user_error.ts";
import type { BoardSide } from "../leaderboard/board_side.ts";
import { compare } from "../leaderboard/compare.ts";
import { comparePaper } from "../leaderboard/compare_paper.ts";
import { comparisonTable } from "../leaderboard/comparison_table.ts";
import { paperTable } from "../leaderboard/paper_table.ts";
import { loadPaper } from "../leaderboard/papers/load_paper.ts";
import { readResults } from "../leaderboard/read_results.ts";
import type { Leaderboard } from "../leaderboard/schema/leaderboard.ts";
import { parseLeaderboard } from "../leaderboard/schema/parse_leaderboard.ts";
import { testBaseline } from "../leaderboard/test_baseline.ts";
import { testBetween } from "../leaderboard/test_between.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { protocolTerms } from "./protocol_terms.ts";
import { terminalWidth } from "./terminal_width.ts";

/**
 * `bench compare`: one or two leaderboards, rows of the same task side by side; with the records beside
 * both, paired tests between them, and with a baseline, tests against that. Or one beside what a paper
 * reports, without any.
 */
export async function compareCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["baseline", "paper"], boolean: ["json"] });
  const [a, b, ...rest] = options.words;
  if (a === undefined || rest.length) {
    throw new UserError(
      `Cannot compare ${options.words.length} leaderboards: expected A.json or A.json B.json`,
    );
  }
  const baseline = options.string("baseline"), paper = options.string("paper");
  if (paper !== undefined) {
    if (b !== undefined || baseline !== undefined) {
      const other = b === undefined ? "--baseline" : `"${b}"`;
      throw new UserError(
        `Cannot compare with a paper and ${other}: expected A.json --paper <id> alone`,
      );
    }
    const comparison = comparePaper(await read(a), await loadPaper(paper));
    if (options.on("json")) console.log(JSON.stringify(comparison, null, 2));
    else console.log(paperTable(comparison, { width: terminalWidth() }).trimEnd());
    return 0;
  }
  const left = await sideOf(a), right = b === undefined ? undefined : await sideOf(b);
  const given = {
    ...(right && { with: right.leaderboard }),
    ...(baseline === undefined ? {} : { baseline }),
    protocols: await protocolTerms(),
  };
  compare(left.leaderboard, given); // refuses before anything is tested
  const comparison = compare(left.leaderboard, {
    ...given,
    ...(right && { between: await testBetween({ a: left, b: right }) }),
    ...(baseline !== undefined && {
      tests: {
        a: await testBaseline(left.leaderboard, { runs: left.runs, baseline, other: right }),
        ...(right && {
          b: await testBaseline(right.leaderboard, { runs: right.runs, baseline, other: left }),
        }),
      },
    }),
  });
  if (options.on("json")) console.log(JSON.stringify(comparison, null, 2));
  else console.log(comparisonTable(comparison, { width: terminalWidth() }).trimEnd());
  return 0;
}

/** A leaderboard, and the records that lie beside it, if any. */
async function sideOf(path: string): Promise<BoardSide> {
  const leaderboard = await read(path);
  return { leaderboard, runs: await readResults(dirname(fromHere(path))) };
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
