import { join } from "node:path";
import type { Corpus } from "../../core/corpus.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import type { PluginFailureCode } from "../../plugins/plugin_failure.ts";
import { embedItems } from "../embed_items.ts";
import type { Examinee } from "../examinee.ts";
import { kernelsOf } from "../kernels_of.ts";
import { planRuns } from "../plan_runs.ts";
import type { RunEnvironment } from "../run_environment.ts";
import { runOne } from "../run_one.ts";
import { runPaths } from "../run_paths.ts";
import type { TextOptions } from "../text_options.ts";
import type { FrozenAnew } from "./freeze_anew.ts";

/** Ends that tell of the limits and the machine of who checks. */
const HERE: readonly PluginFailureCode[] = [
  ...["memory", "cpu-time", "wall-time", "device", "interrupted"] as const,
];

/** What a run is made again with; kernels are those of the record where they are ours. */
export interface AgainEnvironment
  extends FrozenAnew, Pick<RunEnvironment, "device" | "limits" | "signal" | "onProgress"> {
  /** Who sits it. */
  readonly examinee: Examinee;
  /** The data, for the texts of its items. */
  readonly corpus: Corpus;
  /** How texts become vectors, if the method needs them. */
  readonly texts?: TextOptions;
}

/**
 * Makes a run once more, behind the wall, with the config and the seed of its record.
 *
 * @param record whose config and seed it is; a search for them is not made again
 * @returns its record made here; or why the plugin failed; or what it was not given here
 * @throws {UserError} if there is no such device, or texts cannot be embedded
 *
 * @example
 * ```ts
 * import example from "../../leaderboard/schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { limits } from "../../plugins/limits.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { nextIdExaminee } from "../next_id_examinee.ts";
 * import { sitAgain } from "./sit_again.ts";
 * const corpus = await loadDataset("tundra-tiny"), examinee = await nextIdExaminee();
 * const task = freeze(corpus, await loadProtocol("leave-one-out-99@1"));
 * const again = await sitAgain(parseRecord(JSON.stringify(example)), {
 *   ...{ task, freezeSeconds: 0, corpus, examinee, device: "cpu", limits: limits() },
 *   ...{ signal: new AbortController().signal, onProgress: () => {} },
 * });
 * if (!("record" in again) || again.record.inputs.seed !== example.inputs.seed) throw new Error("not made");
 * ```
 */
export async function sitAgain(
  record: RunRecord,
  { examinee, corpus, texts, ...environment }: AgainEnvironment,
): Promise<{ record: RunRecord } | { failure: string } | { lacks: string }> {
  const { task, signal } = environment, { seed } = record.result;
  const needsText = examinee.kind === "plugin" && examinee.meta.needs.includes("text");
  const sitting = asRecorded(
    needsText ? { ...examinee, texts: await embedItems(corpus, { ...texts, signal }) } : examinee,
    record,
  );
  const { device } = environment, ours = kernelsIn(record);
  const kernels = await kernelsOf({ device, ...ours });
  const [run] = planRuns(task, [sitting], { seeds: [seed], device, kernels, inProcess: false });
  const out = await Deno.makeTempDir({ prefix: "permafrost-again-" });
  try {
    for (const folder of ["runs", "checkpoints", "failures"]) await Deno.mkdir(join(out, folder));
    const end = await runOne(run, { ...environment, ...ours, out, inProcess: false });
    if (end.state === "failed") {
      const { code, message } = end.failure;
      return HERE.includes(code) ? { lacks: message } : { failure: message };
    }
    return { record: parseRecord(await Deno.readTextFile(runPaths(out, run.key).record)) };
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

/** Which of our builds of kernels ran, if one of them did. */
function kernelsIn({ inputs: { kernels } }: RunRecord): Pick<RunEnvironment, "kernels"> {
  return kernels === "strict" || kernels === "relaxed" ? { kernels } : {};
}

/** With the config that ran, however it was found. */
function asRecorded(examinee: Examinee, { result, circumstances }: RunRecord): Examinee {
  if (examinee.kind === "host") return examinee;
  const { config, search } = result, seconds = circumstances.trialSeconds ?? [];
  return { ...examinee, config, ...(search && { found: { search, seconds } }) };
}
