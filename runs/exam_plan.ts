import { PluginFailure } from "../plugins/plugin_failure.ts";
import type { Exam } from "./exam.ts";
import { type PlanOptions, planRuns } from "./plan_runs.ts";
import type { PlannedRun } from "./planned_run.ts";
import type { PlannedSearch } from "./search/planned_search.ts";
import { planSearch } from "./search/plan_search.ts";

/** What one examinee of an exam has to do. */
export type Work =
  | {
    /** Tag: its config is given. */
    readonly kind: "runs";
    /** A run per seed. */
    readonly runs: readonly PlannedRun[];
  }
  | {
    /** Tag: its config is looked for first; its runs are known once it is found. */
    readonly kind: "search";
    /** The trials. */
    readonly search: PlannedSearch;
    /** Runs after it: one per seed. */
    readonly seeds: number;
  }
  | {
    /** Tag: it cannot be searched. */
    readonly kind: "failed";
    /** The run that it would have begun with. */
    readonly run: PlannedRun;
    /** Why. */
    readonly failure: PluginFailure;
  };

/**
 * What each examinee of an exam has to do, in their order.
 *
 * @param options as for `planSearch`
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { examPlan } from "./exam_plan.ts";
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const plan = { seeds: [1, 2], device: "wasm", kernels: "relaxed", inProcess: false } as const;
 * const exam = { task, examinees: [await nextIdExaminee()] };
 * const [work] = examPlan(exam, { ...plan, trials: 5 });
 * if (work.kind !== "runs" || work.runs.length !== 2) throw new Error("not a run per seed");
 * ```
 */
export function examPlan(
  { task, examinees }: Exam,
  options: PlanOptions & { readonly trials: number },
): Work[] {
  return examinees.map((examinee) => {
    const runs = planRuns(task, [examinee], options);
    try {
      const search = planSearch(task, examinee, options);
      return search ? { kind: "search", search, seeds: runs.length } : { kind: "runs", runs };
    } catch (failure) {
      if (!(failure instanceof PluginFailure)) throw failure;
      return { kind: "failed", run: runs[0], failure };
    }
  });
}
