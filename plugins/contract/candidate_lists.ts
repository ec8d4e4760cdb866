import type { Catalogue } from "./catalogue.ts";
import type { QueryBatch } from "./query_batch.ts";

/**
 * The candidates of a batch as lists, whichever kind it has: query q's are the items
 * `items[offsets[q]]` up to, not including, `items[offsets[q + 1]]`. The scores of a batch stand in
 * this order.
 *
 * @example
 * ```ts
 * import { candidateLists } from "@permafrost/bench/method";
 * const pool = new Uint32Array([2, 5]);
 * const { items } = candidateLists(
 *   { length: 2, domain: new Uint8Array([0, 0]), candidates: { kind: "domain" } },
 *   { domains: [{ role: "both", pool }] },
 * );
 * if (items.join() !== "2,5,2,5") throw new Error("not the pool, twice");
 * ```
 */
export function candidateLists(
  { length, domain, candidates }: Pick<QueryBatch, "length" | "domain" | "candidates">,
  { domains }: Pick<Catalogue, "domains">,
): { readonly offsets: Uint32Array; readonly items: Uint32Array } {
  if (candidates.kind === "list") return candidates;
  const offsets = new Uint32Array(length + 1);
  for (let q = 0; q < length; q++) offsets[q + 1] = offsets[q] + domains[domain[q]].pool.length;
  const items = new Uint32Array(offsets[length]);
  for (let q = 0; q < length; q++) items.set(domains[domain[q]].pool, offsets[q]);
  return { offsets, items };
}
