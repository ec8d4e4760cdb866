import { canonicalJson } from "../../core/canonical_json.ts";

/** Canonical JSON set out for reading: two spaces a level, a new line at the end. Equal values, equal bytes. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}
