import { chooseTrial } from "../search/choose_trial.ts";
import type { Work } from "../exam_plan.ts";
import type { Exam } from "../exam.ts";
import { isRecorded } from "../is_recorded.ts";
import { type PlanOptions, planRuns } from "../plan_runs.ts";
import type { PlannedRun } from "../planned_run.ts";
import { runPaths } from "../run_paths.ts";
import { type TrialEnd, TrialFile } from "../search/trial_file.ts";

/** What an examinee has to do, and how much of it is done. */
export interface WorkLeft {
  /** Configs to try, none if the config is given. */
  readonly trials: number;
  /** Trials that are kept from before. */
  readonly trialsKept: number;
  /** Runs. */
  readonly runs: number;
  /** Runs whose record is there. As long as a trial is to be made none is known. */
  readonly runsKept: number;
}

/**
 * How much of an examinee's work is done in a results folder; nothing is made or changed.
 *
 * @param options `out`: the results folder; `force`: all is to be done again; the others as for `planRuns`
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { examPlan } from "../exam_plan.ts";
 * import { nextIdExaminee } from "../next_id_examinee.ts";
 * import { workLeft } from "./work_left.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const how = { seeds: [1, 2], device: "wasm", kernels: "relaxed", inProcess: false } as const;
 * const exam = { task, examinees: [await nextIdExaminee()] };
 * const [work] = examPlan(exam, { ...how, trials: 1 });
 * const options = { ...how, exam, out: "no/such/folder", force: false };
 * const { runs, runsKept } = await workLeft(work, options);
 * if (runs !== 2 || runsKept !== 0) throw new Error("done by nobody");
 * ```
 */
export async function workLeft(
  work: Work,
  options: PlanOptions & {
    readonly exam: Exam;
    readonly out: string;
    readonly force: boolean;
  },
): Promise<WorkLeft> {
  const { out, force, exam } = options;
  const kept = async (runs: readonly PlannedRun[]): Promise<number> => {
    const there = await Promise.all(runs.map(({ key }) => !force && isRecorded(out, key)));
    return there.filter(Boolean).length;
  };
  if (work.kind === "failed") return { trials: 0, trialsKept: 0, runs: 0, runsKept: 0 };
  if (work.kind === "runs") {
    const { runs } = work;
    return { trials: 0, trialsKept: 0, runs: runs.length, runsKept: await kept(runs) };
  }
  const { search: { trials, rule, examinee }, seeds } = work;
  const read = trials.map(({ key }) =>
    force ? undefined : new TrialFile(runPaths(out, key).trial, key).read()
  );
  const ends = (await Promise.all(read)).filter((end): end is TrialEnd => end !== undefined);
  const found = ends.length === trials.length ? chooseTrial(rule, ends) : undefined;
  const runs = found ? planRuns(exam.task, [{ ...examinee, ...found }], options) : [];
  return {
    trials: trials.length,
    trialsKept: ends.length,
    runs: seeds,
    runsKept: await kept(runs),
  };
}
