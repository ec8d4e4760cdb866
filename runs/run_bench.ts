import { join } from "node:path";
import { PluginFailure } from "../plugins/plugin_failure.ts";
import { isRecorded } from "./is_recorded.ts";
import type { PlannedRun } from "./planned_run.ts";
import type { RunEnvironment } from "./run_environment.ts";
import { type RunEnd, runOne } from "./run_one.ts";
import { runPaths } from "./run_paths.ts";
import { CheckpointFile } from "./checkpoint_file.ts";
import { schedule } from "./schedule.ts";

/** What `runBench` does beside the runs themselves. */
export interface BenchOptions {
  /** Runs side by side. */
  readonly jobs: number;
  /** Does again what is done. */
  readonly force: boolean;
}

/**
 * Makes every run of a plan that has no record yet, at most `jobs` side by side. The order of ends
 * is the plan's, whatever order they came in.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { limits } from "../plugins/limits.ts";
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * import { planRuns } from "./plan_runs.ts";
 * import { runBench } from "./run_bench.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const plan = { seeds: [1], device: "wasm", kernels: "relaxed", inProcess: false } as const;
 * const runs = planRuns(task, [await nextIdExaminee()], plan);
 * const out = await Deno.makeTempDir(), { signal } = new AbortController();
 * const shared = { task, freezeSeconds: 0, out, limits: limits(), signal, onProgress: () => {} };
 * const bench = () => runBench(runs, { ...plan, ...shared }, { jobs: 1, force: false });
 * const [first] = await bench(), [second] = await bench();
 * await Deno.remove(out, { recursive: true });
 * if (first.state !== "done" || second.state !== "kept") throw new Error("not made once");
 * ```
 */
export async function runBench(
  runs: readonly PlannedRun[],
  environment: RunEnvironment,
  options: BenchOptions,
): Promise<RunEnd[]> {
  for (const folder of ["runs", "checkpoints", "failures"]) {
    await Deno.mkdir(join(environment.out, folder), { recursive: true });
  }
  return await schedule(runs, options.jobs, async (run): Promise<RunEnd> => {
    const { checkpoint } = runPaths(environment.out, run.key);
    if (options.force) await new CheckpointFile(checkpoint).remove();
    if (!options.force && await isRecorded(environment.out, run.key)) {
      const who = { method: run.examinee.about.id, seed: run.inputs.seed };
      environment.onProgress({ ...who, stage: "kept" });
      return { state: "kept", run };
    }
    // Who presses Ctrl-C wants no further run to start.
    if (environment.signal.aborted) return { state: "failed", run, failure: interrupted(run) };
    return await runOne(run, environment);
  });
}

function interrupted({ examinee }: PlannedRun): PluginFailure {
  const message =
    `Cannot start "${examinee.about.id}": the host was told to stop, expected to go on`;
  return new PluginFailure("interrupted", message);
}
