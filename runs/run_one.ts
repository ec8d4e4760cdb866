import { encodeOutcomes } from "../leaderboard/schema/encode_outcomes.ts";
import { sealRecord } from "../leaderboard/schema/seal_record.ts";
import { serialiseRecord } from "../leaderboard/schema/serialise_record.ts";
import { PluginFailure } from "../plugins/plugin_failure.ts";
import { wallLacks } from "../plugins/wall_lacks.ts";
import { CheckpointFile } from "./checkpoint_file.ts";
import { clock } from "./clock.ts";
import { gitState } from "./git_state.ts";
import { machine } from "./machine.ts";
import { outcomesOf } from "./outcomes_of.ts";
import type { PlannedRun } from "./planned_run.ts";
import { recordFailure } from "./record_failure.ts";
import { resultOf } from "./result_of.ts";
import type { RunEnvironment } from "./run_environment.ts";
import { runPaths } from "./run_paths.ts";
import { sitExam } from "./sit_exam.ts";
import { wallClock } from "./wall_clock.ts";
import { writeAtomic } from "../core/write_atomic.ts";

/** How one run ended. */
export type RunEnd =
  | { readonly state: "done" | "kept"; readonly run: PlannedRun }
  | { readonly state: "failed"; readonly run: PlannedRun; readonly failure: PluginFailure };

/**
 * One run from fit to record. A plugin that fails is recorded and ends nobody else's run; anything
 * else that goes wrong is ours and is thrown.
 *
 * @returns how it ended; its record, or what is known of its failure, lies in the results folder
 */
export async function runOne(run: PlannedRun, environment: RunEnvironment): Promise<RunEnd> {
  const { task, out, onProgress } = environment;
  const paths = runPaths(out, run.key), start = clock();
  const checkpoint = new CheckpointFile(paths.checkpoint);
  const who = { method: run.examinee.about.id, seed: run.inputs.seed };
  try {
    const sitting = await sitExam(run, environment, checkpoint);
    const { examinee } = run, logits = examinee.kind === "plugin" && examinee.meta.logits === true;
    const whole = sitting.whole && "cases" in sitting.whole ? sitting.whole : undefined;
    const outcomes = outcomesOf(task, sitting.examined, { logits, whole });
    const bytes = encodeOutcomes(outcomes);
    const record = sealRecord({
      inputs: run.inputs,
      result: resultOf(task, run, { sitting, outcomes, checks: environment.checks }),
      circumstances: {
        seconds: {
          freeze: environment.freezeSeconds,
          ...sitting.seconds,
          total: clock() - start,
        },
        cpuSeconds: sitting.usage.cpuSeconds,
        peakMemoryBytes: sitting.usage.peakMemoryBytes,
        endedAt: wallClock(),
        machine: machine(),
        git: await gitState(),
        wallLacks: environment.inProcess ? ["everything: in-process"] : wallLacks(),
        stderrTail: sitting.usage.stderrTail,
        ...(run.examinee.kind === "plugin" && run.examinee.found &&
          { trialSeconds: run.examinee.found.seconds }),
      },
    }, bytes);
    // The record comes last: where it stands, its outcomes stand too.
    await writeAtomic(paths.outcomes, bytes);
    await writeAtomic(paths.record, serialiseRecord(record));
    await checkpoint.remove();
    await Deno.remove(paths.failure).catch(() => {});
    onProgress({ ...who, stage: "done" });
    return { state: "done", run };
  } catch (error) {
    if (!(error instanceof PluginFailure)) throw error;
    await recordFailure(paths.failure, error, { key: run.key, inputs: run.inputs });
    onProgress({ ...who, stage: "failed", note: error.message });
    return { state: "failed", run, failure: error };
  }
}
