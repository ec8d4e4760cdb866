import type { RunInputs } from "../leaderboard/schema/run_record.ts";
import { recordKey } from "../leaderboard/schema/record_key.ts";
import type { Task } from "../protocols/task.ts";
import type { Examinee } from "./examinee.ts";
import type { PlannedRun } from "./planned_run.ts";

/** What a plan is made from. */
export interface PlanOptions {
  /** Run seeds. */
  readonly seeds: readonly number[];
  /** Device. */
  readonly device: string;
  /** What computes there, as `kernelsOf` tells it. */
  readonly kernels: string;
  /** Without the wall. */
  readonly inProcess: boolean;
}

/**
 * Every (examinee, seed) as a run with its key: seeds inside examinees, in the order given.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * import { planRuns } from "./plan_runs.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const options = { seeds: [1, 2], device: "wasm", kernels: "relaxed", inProcess: false };
 * const [one, two] = planRuns(task, [await nextIdExaminee()], options);
 * if (one.inputs.seed !== 1 || one.key === two.key) throw new Error("one key for two runs");
 * ```
 */
export function planRuns(
  task: Task,
  examinees: readonly Examinee[],
  { seeds, device, kernels, inProcess }: PlanOptions,
): PlannedRun[] {
  return examinees.flatMap((examinee) =>
    seeds.map((seed) => {
      const inputs: RunInputs = {
        fingerprint: task.fingerprint,
        method: examinee.about.id,
        closure: examinee.kind === "plugin" ? examinee.copy.closure : examinee.closure,
        config: examinee.kind === "plugin" ? examinee.config : {},
        seed,
        device: examinee.kind === "plugin" ? device : "host",
        kernels: examinee.kind === "plugin" ? kernels : "none",
        deno: Deno.version.deno,
        inProcess: examinee.kind === "plugin" && inProcess,
        ...(examinee.kind === "plugin" && examinee.found &&
          { search: examinee.found.search.rule }),
        ...(examinee.kind === "plugin" && examinee.texts && { text: examinee.texts.about }),
      };
      return { examinee, inputs, key: recordKey(inputs) };
    })
  );
}
