import { parserBy } from "./_parse_by.ts";
import { migrations } from "./migrations.ts";
import schema from "./record.schema.json" with { type: "json" };
import type { RunRecord } from "./run_record.ts";

const parse = parserBy<RunRecord>(schema, { what: "record", older: migrations.record });

/**
 * Reads the text of a record and checks its shape by `record.schema.json`, once it is of the
 * newest version; digests are for `verify`.
 *
 * @throws {UserError} if it is no JSON, of a version that is not read, or of another shape, with the place
 *
 * @example
 * ```ts
 * import { parseRecord } from "./parse_record.ts";
 * let message = "";
 * try {
 *   parseRecord('{"schema":"permafrost/record@1"}');
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes('without "key"')) throw new Error("read from nothing");
 * ```
 */
export function parseRecord(text: string): RunRecord {
  return parse(text);
}
