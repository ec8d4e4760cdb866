import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import type { RunInputs } from "../leaderboard/schema/run_record.ts";

/** The key of a run: SHA-256 of the canonical JSON of all that decides its result. It names the record. */
export function runKey(inputs: RunInputs): string {
  return sha256(canonicalJson(inputs));
}
