import type { TrustLine } from "../leaderboard/report/trust_line.ts";
import type { StoredRun } from "../leaderboard/stored_run.ts";
import type { TrustChecks } from "../protocols/checks/trust_checks.ts";
import { trustVerdicts } from "../protocols/checks/trust_verdicts.ts";

/**
 * What the trust checks in some records come to, by task fingerprint. Checks of another shape than
 * today's, which a record may hold, say nothing.
 *
 * @example
 * ```ts
 * import example from "../leaderboard/schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../leaderboard/schema/parse_record.ts";
 * import { trustOf } from "./trust_of.ts";
 * const record = parseRecord(JSON.stringify(example)), { result } = record;
 * const checked = { ...record, result: { ...result, task: { ...result.task, checks: { ties: 1 } } } };
 * if (trustOf([{ record }, { record: checked }]).size > 0) throw new Error("checks from nowhere");
 * ```
 */
export function trustOf(runs: readonly Pick<StoredRun, "record">[]): Map<string, TrustLine[]> {
  const found = new Map<string, TrustLine[]>();
  for (const { record: { result: { task: { fingerprint, checks } } } } of runs) {
    if (!checks || found.has(fingerprint) || !isTrustChecks(checks)) continue;
    try {
      found.set(fingerprint, trustVerdicts(checks));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
  }
  return found;
}

const PARTS: readonly (keyof TrustChecks)[] = [
  ...["timeTies", "laterTraining", "duplicates", "exhausted", "partsApart"] as const,
  ...["negativeSpread", "indexPlaces", "candidatePopularity", "leakedPopularity"] as const,
];

function isTrustChecks(checks: object): checks is TrustChecks {
  return PARTS.every((part) => Object.hasOwn(checks, part));
}
