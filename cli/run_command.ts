import { join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { resolveData } from "../datasets/resolve_data.ts";
import { table } from "../leaderboard/table.ts";
import { writeLeaderboard } from "../leaderboard/write_leaderboard.ts";
import { freeze } from "../protocols/freeze.ts";
import { clock } from "../runs/clock.ts";
import { gatherExaminees } from "../runs/gather_examinees.ts";
import { planRuns } from "../runs/plan_runs.ts";
import { recordFailure } from "../runs/record_failure.ts";
import { refuseUnsuited } from "../runs/refuse_unsuited.ts";
import { runBench } from "../runs/run_bench.ts";
import { here } from "./here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { printEnds } from "./print_ends.ts";
import { progressPrinter } from "./progress_printer.ts";
import { readRunOptions } from "./read_run_options.ts";
import { terminalWidth } from "./terminal_width.ts";
import { toldFailures } from "./told_failures.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * `bench run`: from data to a leaderboard. Whatever can be refused is refused before work starts.
 *
 * @param quick what is not said is that of the quick suite
 * @returns the exit code: 1 if a run failed
 */
export async function runCommand(args: string[], quick = false): Promise<number> {
  const options = await readRunOptions(args, quick);
  const { data, columns, sharedItems, protocol: frozen, out, device, inProcess, json } = options;
  const say = json ? () => {} : (line: string) => console.log(line);
  const shared = { device, inProcess, limits: options.limits, signal: interruptSignal() };
  const { examinees, refused } = await gatherExaminees(options, shared);

  const corpus = await resolveData(data, here(), { columns, sharedItems });
  for (const examinee of examinees) refuseUnsuited(examinee, corpus);
  const start = clock();
  const task = freeze(corpus, frozen);
  const freezeSeconds = clock() - start;
  const { counts } = task, { id, version } = frozen.protocol;
  say(
    `${corpus.id}: ${counts.users} users, ${corpus.catalogue.length} items, ` +
      `${counts.events} events`,
  );
  say(`${id}@${version}: ${counts.testCases} test cases, ${counts.coldCases} of them cold`);

  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  const runs = planRuns(task, examinees, { seeds, device, inProcess });
  const progress = progressPrinter({ total: runs.length, quiet: json });
  const ends = await runBench(
    runs,
    { task, freezeSeconds, out, ...shared, onProgress: progress.event },
    options,
  );
  progress.end();
  for (const { source, failure } of refused) {
    const path = join(out, "failures", `${sha256(source)}.json`);
    await recordFailure(path, failure, { source: towardsHere(source) });
  }

  const { leaderboard, timing, path } = await writeLeaderboard(out);
  const failures = toldFailures(refused, ends);
  if (json) console.log(JSON.stringify({ leaderboard, failures }, null, 2));
  else {
    const tasks = leaderboard.tasks.filter((each) => each.fingerprint === task.fingerprint);
    say("\n" + table({ ...leaderboard, tasks }, { timing, width: terminalWidth() }));
    printEnds(ends);
    for (const { who, message } of failures) console.error(`${who} failed: ${message}`);
    say(`Leaderboard: ${towardsHere(path)}`);
  }
  return failures.length ? 1 : 0;
}
