import type { Exam } from "./exam.ts";
import { examPlan, type Work } from "./exam_plan.ts";
import { type PlanOptions, planRuns } from "./plan_runs.ts";
import type { PlannedRun } from "./planned_run.ts";
import { type BenchOptions, runBench } from "./run_bench.ts";
import type { RunEnvironment } from "./run_environment.ts";
import type { RunEnd } from "./run_one.ts";
import { searchConfigs, type SearchEnd } from "./search/search_configs.ts";

/**
 * Sits one exam: looks for the configs that are to be found, then makes every run that has no record
 * yet. A method whose search fails has one end that says so.
 *
 * @returns ends in the examinees' order, whatever order they came in
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { limits } from "../plugins/limits.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * import { runExam } from "./run_exam.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const out = await Deno.makeTempDir(), { signal } = new AbortController();
 * const how = { device: "cpu", kernels: "stock", inProcess: true } as const;
 * const environment = {
 *   ...{ task, freezeSeconds: 0, out, limits: limits(), signal, onProgress: () => {} },
 *   ...{ device: "cpu", inProcess: true } as const,
 * };
 * const options = { ...how, seeds: [1], trials: 3, jobs: 1, force: false };
 * const ends = await runExam({ task, examinees: [await nextIdExaminee()] }, environment, options);
 * await Deno.remove(out, { recursive: true });
 * if (ends.length !== 1 || ends[0].state !== "done") throw new Error("not made");
 * ```
 */
export async function runExam(
  exam: Exam,
  environment: RunEnvironment,
  options: PlanOptions & BenchOptions & { readonly trials: number },
): Promise<RunEnd[]> {
  const plan = examPlan(exam, options);
  const searches = plan.flatMap((work) => work.kind === "search" ? [work.search] : []);
  const found = searches.length > 0 ? await searchConfigs(searches, environment, options) : [];
  const todo = plan.map((work) => afterSearch(work, { found, exam, options }));
  const ends = await runBench(todo.flatMap(({ runs }) => runs), environment, options);
  return todo.flatMap(({ failed, runs }) => failed ? [failed] : ends.splice(0, runs.length));
}

/** What is left of an examinee's work: runs, or nothing. `found` loses the end of its search. */
function afterSearch(
  work: Work,
  { found, exam, options }: {
    readonly found: SearchEnd[];
    readonly exam: Exam;
    readonly options: PlanOptions;
  },
): { runs: readonly PlannedRun[]; failed?: RunEnd } {
  if (work.kind === "runs") return work;
  const end = work.kind === "search" ? found.shift() : work;
  if (!end) throw new TypeError("Cannot go on after a search: it has no end, expected one");
  if ("failure" in end) {
    return { runs: [], failed: { state: "failed", run: end.run, failure: end.failure } };
  }
  return { runs: planRuns(exam.task, [end.examinee], options) };
}
