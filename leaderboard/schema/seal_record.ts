import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import { recordKey } from "./record_key.ts";
import type { RunRecord } from "./run_record.ts";

/**
 * A record from its three parts: adds schema, key and digests.
 *
 * @param parts what the run was given, what came out, what it met
 * @param outcomes bytes of the outcomes file
 *
 * @throws {TypeError} if a part holds something that is no JSON (NaN, ±Infinity, undefined)
 *
 * @example
 * ```ts
 * import example from "./record.example.json" with { type: "json" };
 * import { parseRecord } from "./parse_record.ts";
 * import { sealRecord } from "./seal_record.ts";
 * const record = parseRecord(JSON.stringify(example));
 * const inputs = { ...record.inputs, seed: 2 };
 * const other = sealRecord({ ...record, inputs }, new Uint8Array(0));
 * if (other.key === record.key) throw new Error("one key for two runs");
 * ```
 */
export function sealRecord(
  parts: Pick<RunRecord, "inputs" | "result" | "circumstances">,
  outcomes: Uint8Array,
): RunRecord {
  const { inputs, result, circumstances } = parts;
  const unsealed = {
    schema: "permafrost/record@1",
    key: recordKey(inputs),
    inputs,
    result,
    circumstances,
    digests: {
      result: sha256(canonicalJson(result)),
      circumstances: sha256(canonicalJson(circumstances)),
      outcomes: sha256(outcomes),
    },
  } as const;
  const record = sha256(canonicalJson(unsealed));
  return { ...unsealed, digests: { ...unsealed.digests, record } };
}
