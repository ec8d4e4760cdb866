import { join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { table } from "../leaderboard/table.ts";
import { writeLeaderboard } from "../leaderboard/write_leaderboard.ts";
import { trustChecks } from "../protocols/checks/trust_checks.ts";
import { trustLines } from "../protocols/checks/trust_lines.ts";
import { type TrustVerdict, trustVerdicts } from "../protocols/checks/trust_verdicts.ts";
import { protocolName } from "../protocols/protocol_name.ts";
import { examPlan } from "../runs/exam_plan.ts";
import { gatherExams } from "../runs/gather_exams.ts";
import { kernelsOf } from "../runs/kernels_of.ts";
import { recordFailure } from "../runs/record_failure.ts";
import { runExam } from "../runs/run_exam.ts";
import type { RunEnd } from "../runs/run_one.ts";
import { here } from "./here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { openOut } from "./open_out.ts";
import { printEnds } from "./print_ends.ts";
import { progressPrinter } from "./progress_printer.ts";
import { readRunOptions } from "./read_run_options.ts";
import { terminalWidth } from "./terminal_width.ts";
import { textPrinter } from "./text_printer.ts";
import { toldFailures } from "./told_failures.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * `bench run`: from data to a leaderboard. Whatever can be refused is refused before work starts.
 *
 * @param quick what is not said is that of the quick suite
 * @returns the exit code: 1 if a run failed
 */
export async function runCommand(args: string[], quick = false): Promise<number> {
  const options = await readRunOptions(args, quick), out = await openOut(options.out);
  const { inProcess, json, device, kernels, limits } = options;
  const say = json ? () => {} : (line: string) => console.log(line);
  const shared = { device, kernels, inProcess, limits, signal: interruptSignal() };
  const recorded = await kernelsOf(shared);
  const embedding = textPrinter({ quiet: json });
  const gathering = { ...shared, folder: here(), onText: embedding.event };
  const { corpus, tasks, texts, refused } = await gatherExams(options, gathering)
    .finally(embedding.end);
  const { interactions, users, catalogue } = corpus;
  say(
    `${corpus.id}: ${users.length} users, ${catalogue.length} items, ${interactions.length} events`,
  );
  if (texts) {
    const { rows, about: { size, model } } = texts;
    say(`Texts: ${rows.size} different ones as ${size} numbers each, by ${model.id}`);
  }

  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1), ends: RunEnd[] = [];
  const how = { ...options, seeds, kernels: recorded };
  for (const { task: whole, freezeSeconds, exams } of tasks) {
    const { testCases, coldCases } = whole.counts;
    say(`${protocolName(whole.protocol)}: ${testCases} test cases, ${coldCases} of them cold`);
    const checks = trustChecks(whole);
    for (const line of trustLines(trustVerdicts(checks).filter(isNews))) say(line);
    for (const exam of exams) {
      const { task } = exam, domains = task.corpus.catalogue.domains.join(", ");
      if (task !== whole) say(`Of these in ${domains} alone: ${task.counts.testCases} test cases`);
      const total = examPlan(exam, how).reduce((sum, work) => sum + stepsOf(work), 0);
      const progress = progressPrinter({ total, quiet: json });
      const environment = {
        ...{ task, freezeSeconds, out, ...shared, onProgress: progress.event },
        ...(task === whole && { checks }),
      };
      ends.push(...await runExam(exam, environment, how));
      progress.end();
    }
  }
  for (const { source, failure } of refused) {
    const path = join(out, "failures", `${sha256(source)}.json`);
    await recordFailure(path, failure, { source: towardsHere(source) });
  }

  const { leaderboard, timing, path } = await writeLeaderboard(out);
  const page = join(out, "report.html");
  // Loads what draws charts, which nobody else needs.
  if (quick) await (await import("./write_report.ts")).writeReport(out, page);
  const failures = toldFailures(refused, ends);
  if (json) console.log(JSON.stringify({ leaderboard, failures }, null, 2));
  else {
    const asked = new Set(tasks.map(({ task }) => task.fingerprint));
    const shown = leaderboard.tasks.filter(({ fingerprint }) => asked.has(fingerprint));
    say("\n" + table({ ...leaderboard, tasks: shown }, { timing, width: terminalWidth() }));
    printEnds(ends);
    for (const { who, message } of failures) console.error(`${who} failed: ${message}`);
    say(`Leaderboard: ${towardsHere(path)}`);
    if (quick) say(`Report: ${towardsHere(page)}`);
  }
  return failures.length ? 1 : 0;
}

/** What a reader has to know before the marks. */
function isNews({ state }: TrustVerdict): boolean {
  return state === "fault" || state === "notice";
}

/** Trials and runs of one examinee. */
function stepsOf(work: ReturnType<typeof examPlan>[number]): number {
  switch (work.kind) {
    case "runs":
      return work.runs.length;
    case "search":
      return work.search.trials.length + work.seeds;
    case "failed":
      return 0;
  }
  return work satisfies never;
}
