import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import type { RunInputs } from "./run_record.ts";

/**
 * The key of a run: SHA-256 of the canonical JSON of all that decides its result. It names the files
 * of the run and tells whether it is done.
 *
 * @example
 * ```ts
 * import { recordKey } from "./record_key.ts";
 * const inputs = {
 *   fingerprint: "f", method: "random", closure: "c", config: {}, seed: 1, device: "cpu",
 *   kernels: "stock", deno: "2.9.6", inProcess: false,
 * };
 * if (recordKey(inputs) === recordKey({ ...inputs, seed: 2 })) throw new Error("one key for two");
 * ```
 */
export function recordKey(inputs: RunInputs): string {
  return sha256(canonicalJson(inputs));
}
