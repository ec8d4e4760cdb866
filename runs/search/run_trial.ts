import { openInProcess } from "../../plugins/open_in_process.ts";
import { openSession } from "../../plugins/open_session.ts";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { CheckpointFile } from "../checkpoint_file.ts";
import { clock } from "../clock.ts";
import { learn } from "../learn.ts";
import type { PlannedRun } from "../planned_run.ts";
import { recordFailure } from "../record_failure.ts";
import type { RunEnvironment } from "../run_environment.ts";
import { runPaths } from "../run_paths.ts";
import { type TrialEnd, TrialFile } from "./trial_file.ts";
import { type Validate, validateBy } from "../validate_by.ts";

/**
 * One trial of a search: has a method learn, and keeps the best value that validation gave; where it
 * adapts to a target, that of the target if there is one. If the method did not ask for any, what it has
 * learned is validated afterwards. No test case is asked.
 *
 * @param options `number`: of the trial, for progress; `force`: does again what is done
 * @throws {PluginFailure} "interrupted" if the host was told to stop; other failures are values
 */
export async function runTrial(
  run: PlannedRun,
  environment: RunEnvironment,
  { number, force }: { readonly number: number; readonly force: boolean },
): Promise<TrialEnd> {
  const paths = runPaths(environment.out, run.key), file = new TrialFile(paths.trial, run.key);
  const checkpoint = new CheckpointFile(paths.checkpoint), { onProgress } = environment;
  const who = { method: run.examinee.about.id, seed: run.inputs.seed, trial: number };
  const kept = force ? undefined : await file.read();
  if (kept) {
    onProgress({ ...who, stage: "kept" });
    return kept;
  }
  if (force) await checkpoint.remove();
  const start = clock();
  try {
    const end = await fitAndValidate(run, { ...environment, checkpoint, who });
    await file.write(end);
    await checkpoint.remove();
    await Deno.remove(paths.failure).catch(() => {});
    onProgress({ ...who, stage: "done" });
    return end;
  } catch (error) {
    if (!(error instanceof PluginFailure) || error.code === "interrupted") throw error;
    await recordFailure(paths.failure, error, { key: run.key, inputs: run.inputs, trial: number });
    onProgress({ ...who, stage: "failed", note: error.message });
    const { inputs: { config } } = run, nothing = { cpuSeconds: 0, peakMemoryBytes: 0 };
    const failed = { config, value: null, validationCalls: 0, failure: error.code };
    return { ...failed, seconds: clock() - start, ...nothing };
  }
}

async function fitAndValidate(
  { examinee, inputs }: PlannedRun,
  environment: RunEnvironment & {
    readonly checkpoint: CheckpointFile;
    readonly who: { readonly method: string; readonly seed: number; readonly trial: number };
  },
): Promise<TrialEnd> {
  if (examinee.kind !== "plugin") throw new TypeError("Cannot try configs: a host control");
  const { task, device, kernels, limits, signal, onProgress, checkpoint, who } = environment;
  const open = environment.inProcess ? openInProcess : openSession, start = clock();
  const { seed, config } = inputs, kept = await checkpoint.read();
  let validationCalls = kept?.validationCalls ?? 0;
  const best: number[] = []; // of each phase: the fit, then what adapts to a target
  const watch = (validate: Validate): Validate => {
    const phase = best.push(best.length === 0 ? kept?.best ?? -Infinity : -Infinity) - 1;
    return async (answer) => {
      const value = await validate(answer);
      validationCalls++;
      if (value.value > best[phase]) best[phase] = value.value;
      onProgress({ ...who, stage: "fit", note: value.value.toFixed(4) });
      return value;
    };
  };
  const { session, scorer, shuffle, spent } = await learn(task, {
    open: () => open(examinee.copy, { seed, device, kernels, limits, signal }),
    seed,
    config,
    texts: examinee.texts,
    watch,
    host: {
      checkpoint: (state) => checkpoint.write({ state, validationCalls, best: best[0] }),
      ...(kept && { resume: kept.state }),
      progress: ({ done, total }) =>
        onProgress({ ...who, stage: "fit", done, ...(total !== undefined && { total }) }),
    },
  });
  try {
    if (!best.some(Number.isFinite)) {
      const target = task.adaptation?.validation, cases = target?.length ? target : task.validation;
      await watch(validateBy(task, shuffle, { cases }))(scorer.score.bind(scorer));
    }
    // What it was validated on last is nearest to the test: the target, where it adapts to one.
    const value = best.findLast(Number.isFinite);
    if (value === undefined) {
      throw new PluginFailure(
        "scores",
        `Cannot choose a config of "${who.method}": validation has no value, expected a number`,
      );
    }
    const { cpuSeconds, peakMemoryBytes } = await session.close();
    return {
      config,
      value,
      validationCalls,
      failure: null,
      seconds: clock() - start,
      cpuSeconds: cpuSeconds + (spent?.cpuSeconds ?? 0),
      peakMemoryBytes: Math.max(peakMemoryBytes, spent?.peakMemoryBytes ?? 0),
    };
  } finally {
    await session.close();
  }
}
