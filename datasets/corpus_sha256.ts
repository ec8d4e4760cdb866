import { canonicalJson } from "../core/canonical_json.ts";
import type { Corpus } from "../core/corpus.ts";
import { sha256 } from "../core/sha256.ts";

/**
 * The SHA-256 of what a corpus holds: the same users, items and events always give the same digest,
 * however they were read or made. The dataset's id, its file's bytes and the count of dropped
 * duplicates do not enter.
 *
 * Hashed one after the other: the canonical JSON of `{categories, domains, events, items, text,
 * users}` (text columns in index order, null where there is none, and the number of events), then
 * the little-endian bytes of the catalogue's `offsets`, `domain`, `identity`, `category`, then of
 * the interactions' `offsets`, `item`, `time`, `rating`. A missing array adds nothing.
 *
 * @example
 * ```ts
 * import { corpusSha256 } from "./corpus_sha256.ts";
 * const corpus = {
 *   users: ["u"],
 *   catalogue: {
 *     length: 1, domains: ["items"], offsets: Uint32Array.of(0, 1), domain: Uint8Array.of(0),
 *     rawId: ["i"], identity: Uint32Array.of(0),
 *   },
 *   interactions: {
 *     length: 1, offsets: Uint32Array.of(0, 1), item: Uint32Array.of(0), time: Float64Array.of(7),
 *   },
 * };
 * if (corpusSha256(corpus) === corpusSha256({ ...corpus, users: ["v"] })) throw new Error("blind");
 * ```
 */
export function corpusSha256(
  corpus: Pick<Corpus, "users" | "catalogue" | "interactions">,
): string {
  const { users, catalogue, interactions } = corpus;
  const text = canonicalJson({
    categories: catalogue.categories ?? null,
    domains: catalogue.domains,
    events: interactions.length,
    items: catalogue.rawId,
    text: catalogue.text ?? null,
    users,
  });
  const columns = [
    catalogue.offsets,
    catalogue.domain,
    catalogue.identity,
    catalogue.category,
    interactions.offsets,
    interactions.item,
    interactions.time,
    interactions.rating,
  ];
  return sha256(text, ...columns.filter((column) => column !== undefined));
}
