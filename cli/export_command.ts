import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { resolveData } from "../datasets/resolve_data.ts";
import { exportCsv } from "../leaderboard/interchange/export_csv.ts";
import type { ExportFile } from "../leaderboard/interchange/export_file.ts";
import { exportRecbole } from "../leaderboard/interchange/export_recbole.ts";
import { exportTrec } from "../leaderboard/interchange/export_trec.ts";
import { readResults } from "../leaderboard/read_results.ts";
import type { Leaderboard } from "../leaderboard/schema/leaderboard.ts";
import { parseLeaderboard } from "../leaderboard/schema/parse_leaderboard.ts";
import type { StoredRun } from "../leaderboard/stored_run.ts";
import { fromHere } from "./from_here.ts";
import { here } from "./here.ts";
import { parseColumns } from "./parse_columns.ts";
import { type ParsedOptions, parseOptions } from "./parse_options.ts";
import { towardsHere } from "./towards_here.ts";
import { writeExport } from "./write_export.ts";

/** `bench export`: results as TREC runs or as CSV, or data as atomic files of RecBole. */
export async function exportCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["to", "out", "data", "columns"] });
  const to = options.string("to"), out = options.string("out");
  if (out === undefined) throw new UserError("Cannot export: expected --out <folder>");
  const files = await filesOf(to, options);
  const written = await writeExport(fromHere(out), files);
  console.log(`${towardsHere(fromHere(out))}: ${written} file${written === 1 ? "" : "s"}`);
  return 0;
}

type Files = Iterable<ExportFile> | AsyncIterable<ExportFile>;

async function filesOf(to: string | undefined, options: ParsedOptions): Promise<Files> {
  switch (to) {
    case "trec":
      return exportTrec((await resultsOf(to, options)).runs);
    case "csv": {
      const { folder, runs } = await resultsOf(to, options);
      return exportCsv(await readBoard(folder), runs);
    }
    case "recbole":
      return await dataOf(options);
    default: {
      const is = to === undefined ? "" : ` to "${to}"`;
      throw new UserError(`Cannot export${is}: expected --to trec, --to recbole or --to csv`);
    }
  }
}

async function resultsOf(
  to: string,
  options: ParsedOptions,
): Promise<{ folder: string; runs: StoredRun[] }> {
  for (const name of ["data", "columns"]) {
    if (options.string(name) === undefined) continue;
    throw new UserError(`Cannot export --${name} to "${to}": expected a results folder`);
  }
  const [given = "results", ...rest] = options.words;
  if (rest.length > 0) {
    throw new UserError(
      `Cannot export "${rest[0]}" too: expected one results folder at a time`,
    );
  }
  const folder = fromHere(given), runs = await readResults(folder);
  if (runs.length === 0) {
    throw new UserError(`Cannot export "${given}": no records, expected a results folder`);
  }
  return { folder, runs };
}

async function readBoard(folder: string): Promise<Leaderboard> {
  const path = join(folder, "leaderboard.json");
  try {
    return parseLeaderboard(await Deno.readTextFile(path));
  } catch (error) {
    const is = error instanceof Deno.errors.NotFound
      ? "no such file, expected one beside the records"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new UserError(`Cannot read "${towardsHere(path)}": ${is}`);
  }
}

async function dataOf(options: ParsedOptions): Promise<Files> {
  const data = options.string("data");
  if (data === undefined || options.words.length > 0) {
    const is = options.words.length > 0 ? ` "${options.words[0]}"` : "";
    throw new UserError(`Cannot export${is} to "recbole": expected --data <id|file>`);
  }
  const columns = parseColumns(options.string("columns"));
  return exportRecbole(await resolveData(data, here(), { columns }));
}
