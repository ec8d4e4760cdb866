import type { SessionUsage } from "../plugins/session.ts";
import { openInProcess } from "../plugins/open_in_process.ts";
import { openSession } from "../plugins/open_session.ts";
import { casesToAskAgain, isStateful } from "./answer_again.ts";
import type { CheckpointFile } from "./checkpoint_file.ts";
import { clock } from "./clock.ts";
import { PluginFailure, type PluginFailureCode } from "../plugins/plugin_failure.ts";
import type { Task } from "../protocols/task.ts";
import { type Examination, examine, type Examined } from "./examine.ts";
import { examineWholePools, type WholePools } from "./ranking/examine_whole_pools.ts";
import { fullRanking } from "./ranking/full_ranking.ts";
import { itemPools } from "./ranking/item_pools.ts";
import { learn } from "./learn.ts";
import { nextIdAnswer } from "./next_id_examinee.ts";
import type { PlannedRun } from "./planned_run.ts";
import { PopularityIndex } from "./popularity_index.ts";
import { rankingKernels } from "./ranking/ranking_kernels.ts";
import type { RunEnvironment } from "./run_environment.ts";
import { unshuffled } from "./shuffle.ts";
import { TowerRankers } from "./ranking/tower_rankers.ts";

/** Ends of a method by what it does, and not by what a machine gives it. */
const OWN_FAULTS: readonly PluginFailureCode[] = ["crash", "scores", "protocol", "exit"];

/** What one sitting gave. */
export interface Sitting {
  /** Ranks, scores. */
  readonly examined: Examined;
  /** Beside sampled candidates: the whole pools, or why they were not ranked. */
  readonly whole?: WholePools | { readonly reason: string };
  /** Whether the scorer learned from its queries. */
  readonly stateful: boolean;
  /** Whether it was fitted to the target alone, where others adapt to it. */
  readonly fromScratch: boolean;
  /** What each call of `context.validate` gave; NaN where it has no value. */
  readonly validationValues: readonly number[];
  /** Seconds by the host's clock. */
  readonly seconds: { readonly fit: number; readonly validate: number; readonly score: number };
  /** What the child used. */
  readonly usage: SessionUsage;
}

/**
 * One sitting of the exam: fit (from the last checkpoint, if there is one), then score the test cases
 * once, then ask some of them again.
 *
 * @param checkpoint where the fit goes on from, and what it replaces as it goes
 * @throws {PluginFailure} if the plugin's run ended early
 */
export function sitExam(
  run: PlannedRun,
  environment: RunEnvironment,
  checkpoint: CheckpointFile,
): Promise<Sitting> {
  return run.examinee.kind === "host"
    ? sitOnHost(environment)
    : sitBehindWall(run, environment, checkpoint);
}

async function sitOnHost({ task }: RunEnvironment): Promise<Sitting> {
  const start = clock(), map = unshuffled(task);
  const popularity = new PopularityIndex(task, task.test, map);
  const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
  const examined = await examine(task, task.test, exam);
  const sampled = task.protocol.protocol.candidates.kind === "sampled";
  return {
    examined,
    ...(sampled && { whole: await rankWhole(task, exam) }),
    stateful: false,
    fromScratch: false,
    validationValues: [],
    seconds: { fit: 0, validate: 0, score: clock() - start },
    usage: { cpuSeconds: 0, peakMemoryBytes: 0, stderrTail: "" },
  };
}

async function sitBehindWall(
  { examinee, inputs }: PlannedRun,
  environment: RunEnvironment,
  checkpoint: CheckpointFile,
): Promise<Sitting> {
  if (examinee.kind !== "plugin") throw new TypeError("Cannot sit behind the wall: a host control");
  const { task, device, kernels, limits, signal, onProgress } = environment;
  const who = { method: examinee.about.id, seed: inputs.seed };
  const open = environment.inProcess ? openInProcess : openSession;
  const { seed } = inputs, kept = await checkpoint.read();
  // A checkpoint of before values were kept knows only how many there were.
  const { validationCalls = 0, validationValues = new Float64Array(validationCalls).fill(NaN) } =
    kept ?? {};
  const values = [...validationValues];
  let validateSeconds = 0;
  const fitStart = clock();
  const learned = await learn(task, {
    open: () => open(examinee.copy, { seed, device, kernels, limits, signal }),
    seed,
    config: examinee.config,
    texts: examinee.texts,
    watch: (validate) => async (answer) => {
      const start = clock(), value = await validate(answer);
      values.push(value.value);
      validateSeconds += clock() - start;
      onProgress({ ...who, stage: "fit", note: value.value.toFixed(4) });
      return value;
    },
    host: {
      checkpoint: (state) =>
        checkpoint.write({
          state,
          validationCalls: values.length,
          validationValues: Float64Array.from(values),
        }),
      ...(kept ? { resume: kept.state } : {}),
      progress: ({ done, total }) =>
        onProgress({ ...who, stage: "fit", done, ...(total === undefined ? {} : { total }) }),
    },
  });
  const { session, scorer, shuffle: map, spent, fromScratch } = learned;
  try {
    const candidates = task.protocol.protocol.candidates.kind;
    const scoreStart = clock(), popularity = new PopularityIndex(task, task.test, map);
    const answer = scorer.score.bind(scorer);
    const vectors = candidates === "shown" ? undefined : await scorer.vectors();
    const towers = vectors && new TowerRankers(vectors, {
      pools: itemPools(task, map).whole,
      kernels: rankingKernels(environment),
    });
    const exam = { shuffle: map, popularity, answer, towers };
    const examined = await examine(task, task.test, {
      ...exam,
      keep: new Set(casesToAskAgain(task)),
      onFrame: (done) => onProgress({ ...who, stage: "score", done, total: task.test.length }),
    });
    const scored = clock();
    const stateful = await isStateful(task, examined, exam);
    // After the scores that count, so that nothing of them can hang on it.
    const whole = candidates === "sampled" ? await rankWhole(task, exam) : undefined;
    const usage = await session.close();
    return {
      examined,
      ...(whole && { whole }),
      stateful,
      fromScratch,
      validationValues: values,
      seconds: {
        fit: scoreStart - fitStart - validateSeconds,
        validate: validateSeconds,
        score: scored - scoreStart,
      },
      usage: {
        ...usage,
        cpuSeconds: usage.cpuSeconds + (spent?.cpuSeconds ?? 0),
        peakMemoryBytes: Math.max(usage.peakMemoryBytes, spent?.peakMemoryBytes ?? 0),
      },
    };
  } finally {
    await session.close();
  }
}

/** The headline cases among their whole pools, if a run can pay for that. */
async function rankWhole(
  task: Task,
  exam: Examination,
): Promise<WholePools | { readonly reason: string }> {
  const decision = fullRanking(task, task.test, { by: exam.towers ? "vectors" : "scores" });
  if (decision.state === "blank") return { reason: decision.reason };
  try {
    return await examineWholePools(task, task.test, exam);
  } catch (error) {
    // What counts is answered: a method that only knows lists of candidates loses this column alone.
    if (!(error instanceof PluginFailure) || !OWN_FAULTS.includes(error.code)) throw error;
    return { reason: error.message };
  }
}
