import { join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { chooseTrial } from "./choose_trial.ts";
import type { Examinee } from "../examinee.ts";
import type { PlannedRun } from "../planned_run.ts";
import type { PlannedSearch } from "./planned_search.ts";
import type { RunEnvironment } from "../run_environment.ts";
import { runTrial } from "./run_trial.ts";
import { schedule } from "../schedule.ts";
import type { TrialEnd } from "./trial_file.ts";

/** How a search ended. */
export type SearchEnd =
  | { readonly state: "found"; readonly examinee: Examinee }
  | { readonly state: "failed"; readonly run: PlannedRun; readonly failure: PluginFailure };

/**
 * Makes the trials of some searches on one task, at most `jobs` side by side, and chooses: the config
 * with the highest value on validation, the first of equals. What is chosen hangs on no order.
 *
 * @returns an end per search, in their order: the examinee with its config and how it was found, or why
 * there is none (every trial failed, or the host was told to stop)
 * @throws {UserError} if the task has no validation cases to choose by
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { limits } from "../../plugins/limits.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { gatherExaminees } from "../gather_examinees.ts";
 * import { planSearch } from "./plan_search.ts";
 * import { searchConfigs } from "./search_configs.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const out = await Deno.makeTempDir(), { signal } = new AbortController(), inProcess = true;
 * const how = { device: "cpu", kernels: "relaxed", inProcess, limits: limits(), signal } as const;
 * const asked = { methods: ["markov"], plugins: [], config: {} };
 * const { examinees: [markov] } = await gatherExaminees(asked, how);
 * const plan = { seeds: [1], device: "cpu", kernels: "stock", inProcess, trials: 3 } as const;
 * const search = planSearch(task, markov, plan);
 * const environment = { task, freezeSeconds: 0, out, ...how, onProgress: () => {} };
 * const options = { jobs: 1, force: false };
 * const [end] = search ? await searchConfigs([search], environment, options) : [];
 * await Deno.remove(out, { recursive: true });
 * if (end?.state !== "found" || end.examinee.kind !== "plugin") throw new Error("not found");
 * if (end.examinee.found?.search.trials.length !== 3) throw new Error("not three trials");
 * ```
 */
export async function searchConfigs(
  searches: readonly PlannedSearch[],
  environment: RunEnvironment,
  { jobs, force }: { readonly jobs: number; readonly force: boolean },
): Promise<SearchEnd[]> {
  const { task, out, signal } = environment;
  const asked = task.validation.length + (task.adaptation?.validation.length ?? 0);
  if (searches.length > 0 && asked === 0) {
    throw new UserError(
      `Cannot choose configs on "${task.corpus.id}" (${
        task.corpus.catalogue.domains.join(", ")
      }): it has no validation case, expected some, or no --trials`,
    );
  }
  for (const folder of ["trials", "checkpoints", "failures"]) {
    await Deno.mkdir(join(out, folder), { recursive: true });
  }
  const trials = searches.flatMap(({ trials }) => trials.map((run, number) => ({ run, number })));
  const ends = await schedule(trials, jobs, async ({ run, number }) => {
    if (signal.aborted) return interrupted(run);
    try {
      return await runTrial(run, environment, { number, force });
    } catch (error) {
      if (error instanceof PluginFailure) return error;
      throw error;
    }
  });
  let at = 0;
  return searches.map((search) => chosen(search, ends.slice(at, at += search.trials.length)));
}

function chosen(
  { examinee, rule, trials: [run] }: PlannedSearch,
  ends: readonly (TrialEnd | PluginFailure)[],
): SearchEnd {
  const trials: TrialEnd[] = [];
  for (const end of ends) {
    if (end instanceof PluginFailure) return { state: "failed", run, failure: end };
    trials.push(end);
  }
  const found = chooseTrial(rule, trials);
  if (found) return { state: "found", examinee: { ...examinee, ...found } };
  const { about: { id } } = examinee, codes = trials.map(({ failure }) => failure).join(", ");
  const message =
    `Cannot choose a config of "${id}": all trials failed (${codes}), expected one to go well`;
  return { state: "failed", run, failure: new PluginFailure("crash", message) };
}

function interrupted({ examinee }: PlannedRun): PluginFailure {
  const message =
    `Cannot start "${examinee.about.id}": the host was told to stop, expected to go on`;
  return new PluginFailure("interrupted", message);
}
