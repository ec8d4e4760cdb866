import type { SessionUsage } from "../plugins/session.ts";
import { openInProcess } from "../plugins/open_in_process.ts";
import { openSession } from "../plugins/open_session.ts";
import { casesToAskAgain, isStateful } from "./answer_again.ts";
import type { CheckpointFile } from "./checkpoint_file.ts";
import { clock } from "./clock.ts";
import { examine, type Examined } from "./examine.ts";
import { nextIdAnswer } from "./next_id_examinee.ts";
import type { PlannedRun } from "./planned_run.ts";
import { PopularityIndex } from "./popularity_index.ts";
import type { RunEnvironment } from "./run_environment.ts";
import { selectionValue } from "./selection_value.ts";
import { shuffle, unshuffled } from "./shuffle.ts";
import { trainView } from "./train_view.ts";

/** What one sitting gave. */
export interface Sitting {
  /** Ranks, scores. */
  readonly examined: Examined;
  /** Whether the scorer learned from its queries. */
  readonly stateful: boolean;
  /** Calls of `context.validate`. */
  readonly validationCalls: number;
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
  const examined = await examine(task, task.test, {
    shuffle: map,
    popularity,
    answer: nextIdAnswer(task),
  });
  return {
    examined,
    stateful: false,
    validationCalls: 0,
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
  const { task, device, limits, signal, onProgress } = environment;
  const who = { method: examinee.about.id, seed: inputs.seed };
  const open = environment.inProcess ? openInProcess : openSession;
  const session = await open(examinee.copy, { seed: inputs.seed, device, limits, signal });
  try {
    const map = shuffle(task, inputs.seed);
    const kept = await checkpoint.read();
    let validationCalls = kept?.validationCalls ?? 0, validateSeconds = 0;
    const validationPopularity = new PopularityIndex(task, task.validation, map);
    const fitStart = clock();
    await session.fit(trainView(task, map), examinee.config, {
      validate: async (answer) => {
        const start = clock();
        const examined = await examine(task, task.validation, {
          shuffle: map,
          popularity: validationPopularity,
          answer,
        });
        const value = selectionValue(task.validation, examined, {
          metric: task.protocol.protocol.metrics[0],
          domains: task.corpus.catalogue.domains.length,
        });
        validationCalls++;
        validateSeconds += clock() - start;
        onProgress({ ...who, stage: "fit", note: value.value.toFixed(4) });
        return value;
      },
      checkpoint: (state) => checkpoint.write({ state, validationCalls }),
      ...(kept ? { resume: kept.state } : {}),
      progress: ({ done, total }) =>
        onProgress({ ...who, stage: "fit", done, ...(total === undefined ? {} : { total }) }),
    });
    const scoreStart = clock(), popularity = new PopularityIndex(task, task.test, map);
    const answer = session.score.bind(session);
    const examined = await examine(task, task.test, {
      shuffle: map,
      popularity,
      answer,
      keep: new Set(casesToAskAgain(task)),
      onFrame: (done) => onProgress({ ...who, stage: "score", done, total: task.test.length }),
    });
    const scored = clock();
    const stateful = await isStateful(task, examined, { shuffle: map, popularity, answer });
    return {
      examined,
      stateful,
      validationCalls,
      seconds: {
        fit: scoreStart - fitStart - validateSeconds,
        validate: validateSeconds,
        score: scored - scoreStart,
      },
      usage: await session.close(),
    };
  } finally {
    await session.close();
  }
}
