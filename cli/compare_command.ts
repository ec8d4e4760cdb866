import { dirname } from "node:path";
import { UserError } from "../core/user_error.ts";
import { compare } from "../leaderboard/compare.ts";
import { comparePaper } from "../leaderboard/compare_paper.ts";
import { comparisonTable } from "../leaderboard/comparison_table.ts";
import { paperTable } from "../leaderboard/paper_table.ts";
import { loadPaper } from "../leaderboard/papers/load_paper.ts";
import { readResults } from "../leaderboard/read_results.ts";
import type { Leaderboard } from "../leaderboard/schema/leaderboard.ts";
import { parseLeaderboard } from "../leaderboard/schema/parse_leaderboard.ts";
import { testBaseline, type TestsByRow } from "../leaderboard/test_baseline.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { terminalWidth } from "./terminal_width.ts";

/**
 * `bench compare`: one or two leaderboards, rows of the same task side by side; with a baseline and the
 * records beside a leaderboard, paired tests. Or one beside what a paper reports, without any.
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
  const left = await read(a), right = b === undefined ? undefined : await read(b);
  const given = {
    ...(right === undefined ? {} : { with: right }),
    ...(baseline === undefined ? {} : { baseline }),
  };
  let comparison = compare(left, given);
  if (baseline !== undefined) {
    const tests = {
      a: await testsOf(left, a, baseline),
      ...(right === undefined || b === undefined ? {} : { b: await testsOf(right, b, baseline) }),
    };
    comparison = compare(left, { ...given, tests });
  }
  if (options.on("json")) console.log(JSON.stringify(comparison, null, 2));
  else console.log(comparisonTable(comparison, { width: terminalWidth() }).trimEnd());
  return 0;
}

/** Tests by the records that lie beside a leaderboard; none if there are none. */
async function testsOf(board: Leaderboard, path: string, baseline: string): Promise<TestsByRow> {
  const runs = await readResults(dirname(fromHere(path)));
  return testBaseline(board, { runs, baseline });
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
