import { estimateCost } from "./estimate_cost.ts";
import type { Exam } from "../exam.ts";
import { examPlan, type Work } from "../exam_plan.ts";
import type { KnownCost } from "./known_cost.ts";
import { measuredCosts } from "./measured_costs.ts";
import type { PlanEntry } from "./plan_entry.ts";
import type { PlanOptions } from "../plan_runs.ts";
import type { PlannedRun } from "../planned_run.ts";
import { runSize } from "./run_size.ts";
import { workLeft } from "./work_left.ts";

/**
 * What the exams of a task would make of a results folder, and at what cost: an entry per exam and
 * examinee, in their order. Nothing is run or written.
 *
 * @param options `costs`: what is known from records; the others as for `runExam`
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { nextIdExaminee } from "../next_id_examinee.ts";
 * import { planCosts } from "./plan_costs.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const exams = [{ task, examinees: [await nextIdExaminee()] }];
 * const how = { seeds: [1, 2], device: "wasm", kernels: "relaxed", inProcess: false } as const;
 * const options = { ...how, trials: 1, out: "no/such/folder", force: false, costs: [] };
 * const [{ runs, seconds, from }] = await planCosts(exams, options);
 * if (runs !== 2 || seconds === null || !from.includes("scaled")) throw new Error("not estimated");
 * ```
 */
export async function planCosts(
  exams: readonly Exam[],
  options: PlanOptions & {
    readonly trials: number;
    readonly out: string;
    readonly force: boolean;
    readonly costs: readonly KnownCost[];
  },
): Promise<PlanEntry[]> {
  const entries: PlanEntry[] = [];
  for (const exam of exams) {
    const { task, examinees } = exam, plan = examPlan(exam, options);
    for (const [i, work] of plan.entries()) {
      const left = await workLeft(work, { ...options, exam });
      entries.push({
        method: examinees[i].about.id,
        domains: task.corpus.catalogue.domains,
        fingerprint: task.fingerprint,
        testCases: task.counts.testCases,
        ...left,
        ...costOf(work, { exam, left, costs: options.costs }),
      });
    }
  }
  return entries;
}

/** Trials by their own configs; runs after a search by the config that it starts from. */
function costOf(
  work: Work,
  { exam: { task }, left, costs }: {
    readonly exam: Exam;
    readonly left: { trials: number; trialsKept: number; runs: number; runsKept: number };
    readonly costs: readonly KnownCost[];
  },
): Pick<PlanEntry, "seconds" | "memoryBytes" | "from"> {
  if (work.kind === "failed") return { seconds: 0, memoryBytes: 0, from: work.failure.message };
  const { corpus: { catalogue }, counts, fingerprint, protocol: { protocol } } = task;
  const estimate = ({ inputs: { method, device, config } }: PlannedRun) =>
    estimateCost({
      method,
      device,
      fingerprint,
      size: runSize(protocol, {
        counts: { ...counts },
        items: catalogue.length,
        domains: catalogue.domains.length,
        config,
      }),
    }, { known: costs, measured: measuredCosts });
  const trials = work.kind === "search" ? work.search.trials : [];
  const [first] = work.kind === "search" ? trials : work.runs;
  const run = estimate(first), each = trials.map(estimate);
  if (!run || each.includes(undefined)) {
    return { seconds: null, memoryBytes: null, from: "unknown" };
  }
  const trial = each.reduce((sum, cost) => sum + (cost?.trialSeconds ?? 0), 0) /
    Math.max(1, each.length);
  return {
    seconds: trial * (left.trials - left.trialsKept) + run.seconds * (left.runs - left.runsKept),
    memoryBytes: Math.max(run.memoryBytes, ...each.map((cost) => cost?.memoryBytes ?? 0)),
    from: run.from,
  };
}
