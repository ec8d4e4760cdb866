import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import { formatBytes } from "../../plugins/format_bytes.ts";
import type { PluginFailure } from "../../plugins/plugin_failure.ts";
import { gatherExams } from "../gather_exams.ts";
import { kernelsOf } from "../kernels_of.ts";
import type { RunEnvironment } from "../run_environment.ts";
import { runExam } from "../run_exam.ts";
import { runPaths } from "../run_paths.ts";

/** How a trial run ended. */
export type TrialRun =
  | { readonly failure: PluginFailure }
  | {
    /** What it did, in a few words. */
    readonly told: string;
    /** Whether a score changed when it was asked again. */
    readonly stateful: boolean;
  };

/** The smallest data with several domains, ratings, categories and texts, and a protocol for it. */
export const TRIAL = { data: "tundra-tiny", protocol: "leave-one-out-99@1" } as const;

/**
 * Runs one plugin with one seed as `bench run` does, on the smallest dataset, and keeps nothing of it.
 *
 * @param source path of the plugin
 * @param id its id
 * @throws {UserError} if the data does not suit it
 *
 * @example
 * ```ts
 * import { limits } from "../../plugins/limits.ts";
 * import { findMethods } from "../find_methods.ts";
 * import { trialRun } from "./trial_run.ts";
 * const [{ id, folder }] = await findMethods(["markov"]), { signal } = new AbortController();
 * const run = await trialRun(folder, { id, device: "cpu", limits: limits(), signal });
 * if ("failure" in run || run.stateful) throw new Error("markov does not run");
 * ```
 */
export async function trialRun(
  source: string,
  { id, ...shared }: Pick<RunEnvironment, "device" | "kernels" | "limits" | "signal"> & {
    readonly id: string;
  },
): Promise<TrialRun> {
  const out = await Deno.makeTempDir({ prefix: "permafrost-check-" }), inProcess = false;
  try {
    const asked = { methods: [], plugins: [source], config: {}, columns: {}, sharedItems: false };
    const { tasks: [{ exams, freezeSeconds }], refused: [refused] } = await gatherExams(
      { ...TRIAL, ...asked, transferGain: false },
      { ...shared, inProcess, folder: out },
    );
    if (refused) return { failure: refused.failure };
    const kernels = await kernelsOf(shared), records: RunRecord[] = [];
    for (const exam of exams) {
      const examinees = exam.examinees.filter(({ about }) => about.id === id);
      const ends = await runExam({ ...exam, examinees }, {
        ...{ ...shared, task: exam.task, freezeSeconds, out, inProcess, onProgress() {} },
      }, {
        device: shared.device,
        kernels,
        inProcess,
        seeds: [1],
        trials: 1,
        jobs: 1,
        force: false,
      });
      for (const end of ends) {
        if (end.state === "failed") return { failure: end.failure };
        const path = runPaths(out, end.run.key).record;
        records.push(parseRecord(await Deno.readTextFile(path)));
      }
    }
    return toldOf(records);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

function toldOf(records: readonly RunRecord[]): TrialRun {
  const [{ result: { metrics: [metric] } }] = records, share = 1 / records.length;
  const value = records.reduce(
    (sum, { result }) => sum + share * (result.macro.metrics[metric].value ?? NaN),
    0,
  );
  const seconds = records.reduce((sum, { circumstances }) => sum + circumstances.seconds.total, 0);
  const bytes = Math.max(...records.map(({ circumstances }) => circumstances.peakMemoryBytes));
  return {
    told: `${metric} ${value.toFixed(4)}, ${seconds.toFixed(1)} s, ${formatBytes(bytes)}`,
    stateful: records.some(({ result }) => result.notComparable.includes("stateful")),
  };
}
