import { join } from "node:path";
import { verifyRecord } from "./verify_record.ts";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";
import { readResults } from "./read_results.ts";
import type { ResultsProblem } from "./results_problem.ts";
import { serialiseLeaderboard } from "./schema/serialise_leaderboard.ts";

/**
 * Checks a results folder: that every record is its own canonical text, bears its key, and has the
 * digests of its contents and of its outcomes; that its marks, and the ranks of sampled cases, come
 * out of its outcomes again; that nothing is missing and nothing strange stands beside; and, if all
 * records are good, that `leaderboard.json` and `leaderboard.timing.json` are what they give.
 *
 * Files that end in `.tmp` are writes that were interrupted, and no results.
 *
 * @param folder the results folder
 * @returns the problems by file; none if all is well. Whatever lies in the folder, it does not throw.
 *
 * @example
 * ```ts
 * import { verifyResults } from "./verify.ts";
 * const problems = await verifyResults("no/such/folder");
 * if (problems[0].file !== "runs") throw new Error("nothing is missing");
 * ```
 */
export async function verifyResults(folder: string): Promise<ResultsProblem[]> {
  const problems: ResultsProblem[] = [];
  const names = await listed(join(folder, "runs"), problems);
  const isFile = new Map(names.map(({ name, isFile }) => [name, isFile]));
  for (const { name } of names) {
    const [, key, kind] = /^([0-9a-f]{64})\.(json|outcomes\.bin)$/.exec(name) ?? [];
    const file = `runs/${name}`;
    if (!isFile.get(name)) problems.push({ file, problem: "no plain file, expected one" });
    else if (kind === "json") problems.push(...await verifyRecord(folder, key));
    else if (kind === undefined) {
      problems.push({ file, problem: "neither a record nor outcomes, expected nothing else" });
    } else if (!isFile.has(`${key}.json`)) {
      problems.push({ file, problem: `no record beside it, expected "${key}.json"` });
    }
  }
  if (problems.length === 0) problems.push(...await verifyBoards(folder));
  return problems.sort((a, b) => a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
}

async function listed(
  folder: string,
  problems: ResultsProblem[],
): Promise<{ name: string; isFile: boolean }[]> {
  const names: { name: string; isFile: boolean }[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!(isFile && name.endsWith(".tmp"))) names.push({ name, isFile });
    }
  } catch (error) {
    problems.push({ file: "runs", problem: `${said(error)}, expected a folder of records` });
  }
  return names.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The two files that are functions of the records. */
async function verifyBoards(folder: string): Promise<ResultsProblem[]> {
  let board: string, timing: string;
  try {
    const runs = await readResults(folder);
    board = serialiseLeaderboard(await aggregate(runs));
    timing = serialiseLeaderboard(aggregateTiming(runs));
  } catch (error) {
    return [{ file: "runs", problem: said(error) }];
  }
  const problems: ResultsProblem[] = [];
  for (const [file, text] of [["leaderboard.json", board], ["leaderboard.timing.json", timing]]) {
    try {
      const bytes = await Deno.readFile(join(folder, file));
      if (isText(bytes, text)) continue;
      problems.push({ file, problem: "other bytes than its records give, expected the same" });
    } catch (error) {
      problems.push({ file, problem: `${said(error)}, expected what its records give` });
    }
  }
  return problems;
}

function isText(bytes: Uint8Array, text: string): boolean {
  const expected = new TextEncoder().encode(text);
  return bytes.length === expected.length && bytes.every((each, i) => each === expected[i]);
}

function said(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "missing";
  return error instanceof Error ? error.message : String(error);
}
