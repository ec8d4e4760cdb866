import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import type { SearchRule } from "../../leaderboard/schema/search.ts";
import type { Task } from "../../protocols/task.ts";
import type { Examinee } from "../examinee.ts";
import { type PlanOptions, planRuns } from "../plan_runs.ts";
import type { PlannedSearch } from "./planned_search.ts";
import { readSpace } from "./read_space.ts";
import { trialConfigs } from "./trial_configs.ts";

/** Seed of every search: what is drawn hangs on it, the method and the number of the trial alone. */
const SEARCH_SEED = 1;

/**
 * The search for an examinee's config on a task: its trials, each with its key. A trial has the first
 * run seed, so that no method can choose by a luckier one.
 *
 * @param options `trials`: configs that every method may try; the others as for `planRuns`
 * @returns undefined if there is nothing to choose: one trial wanted, no space, or nothing new in it
 * @throws {PluginFailure} "contract" if its space cannot be searched
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { nextIdExaminee } from "../next_id_examinee.ts";
 * import { planSearch } from "./plan_search.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const plan = { seeds: [1], device: "wasm", kernels: "relaxed", inProcess: false } as const;
 * const search = planSearch(task, await nextIdExaminee(), { ...plan, trials: 9 });
 * if (search !== undefined) throw new Error("a control has nothing to choose");
 * ```
 */
export function planSearch(
  task: Task,
  examinee: Examinee,
  options: PlanOptions & { readonly trials: number },
): PlannedSearch | undefined {
  if (examinee.kind === "host" || !examinee.space || options.trials < 2) return undefined;
  const { about: { id: method }, config: from, space } = examinee, { trials, seeds } = options;
  const rule: SearchRule = { trials, seed: SEARCH_SEED, runSeed: seeds[0], space, from };
  const dimensions = readSpace(space, { method, defaults: from });
  const configs = trialConfigs(from, dimensions, { method, seed: rule.seed, trials });
  if (configs.length < 2) return undefined;
  const planned = configs.flatMap((config) =>
    planRuns(task, [{ ...examinee, config }], { ...options, seeds: [rule.runSeed] })
  );
  return {
    examinee,
    rule,
    trials: planned.map((run) => ({ ...run, key: sha256(canonicalJson({ trial: run.inputs })) })),
  };
}
