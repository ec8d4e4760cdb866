import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import type { RunResult } from "./schema/run_record.ts";

/** SHA-256 of all that tells the row of a run from other rows: everything but the seed. */
export function rowId(result: RunResult): string {
  const { task, method, configSha256, device, kernels, deno, notComparable, search, text } = result;
  return sha256(canonicalJson({
    fingerprint: task.fingerprint,
    method: [method.id, method.version, method.variant, method.closure],
    config: configSha256,
    machine: [device, kernels, deno],
    inProcess: notComparable.includes("in-process"),
    ...(search && { search: search.rule }),
    ...(text && { text }),
  }));
}
