import { stableJson } from "./_stable_json.ts";
import type { RunRecord } from "./run_record.ts";

/**
 * The text of `results/runs/<key>.json`: keys in order, two spaces a level, a new line at the end.
 * There is no other text of the same record: `verify` refuses one.
 *
 * @throws {TypeError} if the record holds something that is no JSON
 *
 * @example
 * ```ts
 * import example from "./record.example.json" with { type: "json" };
 * import { parseRecord } from "./parse_record.ts";
 * import { serialiseRecord } from "./serialise_record.ts";
 * const record = parseRecord(JSON.stringify(example));
 * if (!serialiseRecord(record).endsWith("}\n")) throw new Error("no new line");
 * ```
 */
export function serialiseRecord(record: RunRecord): string {
  return stableJson(record);
}
