import { totalmem } from "node:os";
import { UserError } from "../core/user_error.ts";
import type { SubmissionCheck } from "../leaderboard/schema/submission.ts";
import { limits } from "../plugins/limits.ts";
import { parseBytes } from "../plugins/parse_bytes.ts";
import { parseDuration } from "../plugins/parse_duration.ts";
import { refuseTooMuch } from "../plugins/refuse_too_much.ts";
import { checkSubmission } from "./check_submission.ts";
import { fromHere } from "./from_here.ts";
import { here } from "./here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { parseColumns } from "./parse_columns.ts";
import { parseOptions } from "./parse_options.ts";
import { pluginSource } from "./plugin_source.ts";
import { progressPrinter } from "./progress_printer.ts";
import { readTextOptions } from "./read_text_options.ts";
import { wholeNumber } from "./whole_number.ts";

const SIGNS = { good: "✓", bad: "✗", open: "–" } as const;

/**
 * `bench submit --check`: whether somebody's records are what they say, one line for each thing that was
 * looked at, and a run of theirs made once more.
 *
 * @returns the exit code: 1 if something is bad
 */
export async function submitCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, {
    string: [
      ...["check", "plugin", "data", "columns", "seed", "text-model", "text-models"],
      ...["limit-time", "limit-memory"],
    ],
    boolean: ["shared-items", "json"],
  });
  const path = options.string("check"), [stray] = options.words;
  if (path === undefined || stray !== undefined) {
    throw new UserError(
      `Cannot submit${stray === undefined ? "" : ` "${stray}"`}: expected --check <record|results>`,
    );
  }
  const { plugin, seed, memory, time } = {
    plugin: options.string("plugin"),
    seed: options.string("seed"),
    memory: options.string("limit-memory"),
    time: options.string("limit-time"),
  };
  const allowed = limits({
    ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
    ...(time === undefined ? {} : { cpuSeconds: parseDuration(time) }),
  });
  refuseTooMuch({ jobs: 1, memoryBytes: allowed.memoryBytes, machineBytes: totalmem() });
  const json = options.on("json"), progress = progressPrinter({ total: 1, quiet: json });
  const report = await checkSubmission(fromHere(path), {
    plugin: plugin === undefined ? undefined : { path: await pluginSource(plugin), named: plugin },
    data: options.string("data"),
    columns: parseColumns(options.string("columns")),
    sharedItems: options.on("shared-items"),
    folder: here(),
    seed: seed === undefined ? undefined : wholeNumber("seed", seed),
    texts: await readTextOptions({
      model: options.string("text-model"),
      models: options.string("text-models"),
    }),
    limits: allowed,
    signal: interruptSignal(),
    onProgress: progress.event,
  }).finally(progress.end);
  const number = (state: SubmissionCheck["state"]) =>
    report.checks.filter((each) => each.state === state).length;
  if (json) console.log(JSON.stringify(report, null, 2));
  else {
    for (const { check, state, where, said } of report.checks) {
      console.log(`${SIGNS[state]} ${check.padEnd(10)}  ${where}: ${said}`);
    }
    console.log(`${number("good")} good, ${number("bad")} bad, ${number("open")} not checked.`);
  }
  return number("bad") > 0 ? 1 : 0;
}
