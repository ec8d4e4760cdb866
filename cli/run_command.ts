import { join } from "node:path";
import { totalmem } from "node:os";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import { resolveData } from "../datasets/resolve_data.ts";
import { table } from "../leaderboard/table.ts";
import { limits } from "../plugins/limits.ts";
import { parseBytes } from "../plugins/parse_bytes.ts";
import { parseDuration } from "../plugins/parse_duration.ts";
import { refuseTooMuch } from "../plugins/refuse_too_much.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { clock } from "../runs/clock.ts";
import { findMethods } from "../runs/find_methods.ts";
import { gatherExaminees } from "../runs/gather_examinees.ts";
import { planRuns } from "../runs/plan_runs.ts";
import { recordFailure } from "../runs/record_failure.ts";
import { runBench } from "../runs/run_bench.ts";
import { writeLeaderboard } from "../leaderboard/write_leaderboard.ts";
import { fromHere } from "./from_here.ts";
import { here } from "./here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { openOut } from "./open_out.ts";
import { parseColumns } from "./parse_columns.ts";
import { parseDevice } from "./parse_device.ts";
import { parseOptions } from "./parse_options.ts";
import { printEnds } from "./print_ends.ts";
import { progressPrinter } from "./progress_printer.ts";
import { readConfig } from "./read_config.ts";
import { terminalWidth } from "./terminal_width.ts";
import { toldFailures } from "./told_failures.ts";
import { towardsHere } from "./towards_here.ts";
import { wholeNumber } from "./whole_number.ts";

/** What `deno task bench` without a command runs. */
const QUICK = {
  data: "tundra-small",
  protocol: "leave-one-out-99@1",
  methods: "random,popularity,rare_first,item_knn,markov,sasrec",
  seeds: "2",
};

/** `bench run`: from data to a leaderboard. Everything that can be refused is refused before work. */
export async function runCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, {
    string: [
      "data",
      "protocol",
      "methods",
      "seeds",
      "jobs",
      "out",
      "config",
      "columns",
      "device",
      "limit-time",
      "limit-memory",
    ],
    collect: ["plugin"],
    boolean: ["quick", "shared-items", "in-process", "force", "json"],
  });
  if (options.words.length) {
    throw new UserError(
      `Cannot understand "${options.words[0]}": expected options, such as --data <id|file>`,
    );
  }
  const need = (name: "data" | "protocol" | "methods"): string => {
    const value = options.string(name) ?? (options.on("quick") ? QUICK[name] : undefined);
    if (value !== undefined) return value;
    if (name === "methods" && options.list("plugin").length) return "";
    throw new UserError(`Cannot run without --${name}: missing, expected --${name} <value>`);
  };
  const json = options.on("json");
  const jobs = wholeNumber("jobs", options.string("jobs") ?? defaultJobs(options.on("quick")));
  const seeds = wholeNumber("seeds", options.string("seeds") ?? (options.on("quick") ? "2" : "5"));
  const methods = need("methods").split(",").filter((id) => id !== "");
  const frozen = await loadProtocol(need("protocol"));
  await findMethods(methods.filter((id) => id !== "next_id"));
  const device = parseDevice(options.string("device") ?? "wasm");
  const memory = options.string("limit-memory"), time = options.string("limit-time");
  const limit = limits({
    ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
    ...(time === undefined ? {} : { cpuSeconds: parseDuration(time) }),
  });
  refuseTooMuch({ jobs, memoryBytes: limit.memoryBytes, machineBytes: totalmem() });
  const config = await readConfig(options.string("config"));
  const out = await openOut(fromHere(options.string("out") ?? "results"));
  const say = json ? () => {} : (line: string) => console.log(line);

  const data = need("data");
  const columns = parseColumns(options.string("columns"));
  const corpus = await resolveData(data, here(), {
    columns,
    sharedItems: options.on("shared-items"),
  });
  const start = clock();
  const task = freeze(corpus, frozen);
  const freezeSeconds = clock() - start;
  say(
    `${corpus.id}: ${task.counts.users} users, ${corpus.catalogue.length} items, ` +
      `${task.counts.events} events, ${corpus.catalogue.domains.length} domain(s)`,
  );
  say(
    `${frozen.protocol.id}@${frozen.protocol.version}: ${task.counts.testCases} test cases ` +
      `(${task.counts.coldCases} cold), fingerprint ${task.fingerprint.slice(0, 12)}`,
  );

  const signal = interruptSignal();
  const inProcess = options.on("in-process");
  const shared = { device, limits: limit, signal, inProcess };
  const plugins = options.list("plugin").map(fromHere);
  const { examinees, refused } = await gatherExaminees(
    { methods, plugins, config },
    corpus,
    shared,
  );
  const runs = planRuns(task, examinees, {
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    device,
    inProcess,
  });
  const progress = progressPrinter({ total: runs.length, quiet: json });
  const ends = await runBench(
    runs,
    { task, freezeSeconds, out, ...shared, onProgress: progress.event },
    { jobs, force: options.on("force") },
  );
  progress.end();
  const { leaderboard, timing, path } = await writeLeaderboard(out);
  for (const { source, failure } of refused) {
    const path = join(out, "failures", `${sha256(source)}.json`);
    await recordFailure(path, failure, { source: towardsHere(source) });
  }
  const failures = toldFailures(refused, ends);
  if (json) {
    console.log(JSON.stringify({ leaderboard, failures }, null, 2));
  } else {
    const tasks = leaderboard.tasks.filter((each) => each.fingerprint === task.fingerprint);
    console.log("\n" + table({ ...leaderboard, tasks }, { timing, width: terminalWidth() }));
    printEnds(ends);
    for (const { who, message } of failures) console.error(`${who} failed: ${message}`);
    console.log(`Leaderboard: ${towardsHere(path)}`);
  }
  return failures.length ? 1 : 0;
}

function defaultJobs(quick: boolean): string {
  return quick ? String(Math.min(2, navigator.hardwareConcurrency)) : "1";
}
