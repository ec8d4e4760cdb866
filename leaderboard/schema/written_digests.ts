import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import { stableJson } from "./_stable_json.ts";

/** What the contents of a record's text hash to, beside what it says of them itself. */
export interface WrittenDigests {
  /** SHA-256 of the canonical JSON of its `inputs`. */
  readonly key: string;
  /** Of its `result`. */
  readonly result: string;
  /** Of its `circumstances`. */
  readonly circumstances: string;
  /** Of all of it but its digest `record`. */
  readonly record: string;
  /** Whether the text is the one that `serialiseRecord` writes of what it holds. */
  readonly isCanonical: boolean;
}

/**
 * The digests of a record as it was written, whatever its version: of the text's own JSON, before a
 * migration makes another document of it. So an old record stays as verifiable as it was.
 *
 * @throws {SyntaxError} if the text is no JSON
 * @throws {TypeError} if it lacks one of the parts, which every version has
 *
 * @example
 * ```ts
 * import example from "./record.example.json" with { type: "json" };
 * import { writtenDigests } from "./written_digests.ts";
 * const { result, record } = writtenDigests(JSON.stringify(example));
 * if (result !== example.digests.result || record !== example.digests.record) {
 *   throw new Error("not as it was sealed");
 * }
 * ```
 */
export function writtenDigests(text: string): WrittenDigests {
  const document = JSON.parse(text);
  const { inputs, result, circumstances, digests, ...rest } = document;
  const { record: _, ...others } = digests;
  const digest = (part: unknown): string => sha256(canonicalJson(part));
  return {
    key: digest(inputs),
    result: digest(result),
    circumstances: digest(circumstances),
    record: digest({ ...rest, inputs, result, circumstances, digests: others }),
    isCanonical: stableJson(document) === text,
  };
}
