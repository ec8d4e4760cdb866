import { UserError } from "../core/user_error.ts";
import { markRun } from "../leaderboard/interchange/mark_run.ts";
import { readQrels } from "../leaderboard/interchange/read_qrels.ts";
import { runTable } from "../leaderboard/interchange/run_table.ts";
import type { TrecFile } from "../leaderboard/interchange/trec_file.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { terminalWidth } from "./terminal_width.ts";

/** `bench import`: somebody's TREC run, marked by the metrics of this suite. */
export async function importCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["run", "qrels", "metrics"], boolean: ["json"] });
  const run = options.string("run"), qrels = options.string("qrels");
  if (options.words.length > 0) {
    throw new UserError(`Cannot import "${options.words[0]}": expected --run and --qrels alone`);
  }
  if (run === undefined || qrels === undefined) {
    const lacks = run === undefined ? "--run <file>" : "--qrels <file>";
    throw new UserError(`Cannot import a TREC run: expected ${lacks}`);
  }
  const metrics = (options.string("metrics") ?? "NDCG@10,HR@10,MRR").split(",")
    .map((each) => each.trim());
  const answers = await reading(qrels, readQrels);
  const marked = await reading(run, (file) => markRun(file, { qrels: answers, metrics }));
  if (options.on("json")) console.log(JSON.stringify({ run, qrels, ...marked }, null, 2));
  else console.log(runTable(marked, { width: terminalWidth() }).trimEnd());
  return 0;
}

/** Reads a file that the person named. */
async function reading<T>(name: string, read: (file: TrecFile) => Promise<T>): Promise<T> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(fromHere(name));
    if ((await file.stat()).isDirectory) {
      file.close();
      throw new Error("a folder");
    }
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "no such file"
      : error instanceof Error
      ? error.message.replace(/ \(os error \d+\).*/s, "")
      : error;
    throw new UserError(`Cannot read "${name}": ${why}, expected a TREC file`);
  }
  // The stream closes the file, whether it is read to its end or left.
  return await read({ name, text: file.readable.pipeThrough(new TextDecoderStream()) });
}
