import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { markOutcomes } from "../leaderboard/mark_outcomes.ts";
import type { Outcomes } from "../leaderboard/schema/outcomes.ts";
import type { RunResult } from "../leaderboard/schema/run_record.ts";
import type { PluginCopy } from "../plugins/plugin_copy.ts";
import type { RestrictedTask } from "../protocols/restrict_task.ts";
import type { TrustChecks } from "../protocols/checks/trust_checks.ts";
import type { Task } from "../protocols/task.ts";
import type { PlannedRun } from "./planned_run.ts";
import type { Sitting } from "./sit_exam.ts";

/**
 * The deterministic part of a record.
 *
 * @param from `sitting`: what the exam gave; `outcomes`: the same in columns, to make marks from
 */
export function resultOf(
  task: Task | RestrictedTask,
  run: PlannedRun,
  { sitting, outcomes, checks }: {
    sitting: Sitting;
    outcomes: Outcomes;
    checks?: TrustChecks | undefined;
  },
): RunResult {
  const { corpus, protocol: { protocol, arm, sha256: protocolSha256 } } = task;
  const { inputs, examinee } = run;
  return {
    protocol: {
      id: protocol.id,
      version: protocol.version,
      ...(arm !== undefined && { arm }),
      sha256: protocolSha256,
    },
    dataset: {
      id: corpus.id,
      sha256: corpus.sha256,
      users: corpus.users.length,
      items: corpus.catalogue.length,
      events: corpus.interactions.length,
      domains: corpus.catalogue.domains,
    },
    metrics: protocol.metrics,
    task: {
      fingerprint: task.fingerprint,
      protocolSeed: protocol.seed,
      counts: { ...task.counts },
      ...(checks && { checks }),
      ...("restricts" in task && examinee.kind === "plugin" &&
        { restricts: { fingerprint: task.restricts, atOnce: examinee.meta.domains.max } }),
    },
    method: {
      ...examinee.about,
      ...{ closure: inputs.closure, role: examinee.role },
      ...(examinee.kind === "plugin" && packedAs(examinee.copy)),
    },
    config: inputs.config,
    configSha256: sha256(canonicalJson(inputs.config)),
    seed: inputs.seed,
    device: inputs.device,
    kernels: inputs.kernels,
    deno: inputs.deno,
    ...(inputs.text && { text: inputs.text }),
    validationCalls: sitting.validationValues.length,
    ...(sitting.validationValues.length > 0 && {
      validationValues: sitting.validationValues.map((each) => Number.isNaN(each) ? null : each),
    }),
    ...(sitting.fromScratch && { fromScratch: true }),
    ...(sitting.examined.ranking && { ranking: sitting.examined.ranking }),
    nanScores: sitting.examined.nanScores,
    notComparable: [
      ...(sitting.stateful ? ["stateful" as const] : []),
      ...(inputs.inProcess ? ["in-process" as const] : []),
    ],
    ...markOutcomes(outcomes),
    ...(sitting.whole && "reason" in sitting.whole &&
      { full: { state: "blank", reason: sitting.whole.reason } }),
    ...(examinee.kind === "plugin" && examinee.found && { search: examinee.found.search }),
  };
}

/** What a packed plugin's manifest says that the rest of the record does not. */
function packedAs({ manifest }: PluginCopy): Pick<RunResult["method"], "packed"> {
  if (!manifest) return {};
  const { name, licence, code } = manifest;
  return { packed: { name, licence, code } };
}
