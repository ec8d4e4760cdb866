import { assertEquals } from "@std/assert";
import type { Scorer } from "../contract/mod.ts";
import { buildQueryBatch, type Query } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";

/**
 * Scores queries in batches of `size` (all at once unless said) and gives each query its own scores.
 * Their type, their number and that none is infinite is asserted here, for every case.
 */
export async function scoreAll(
  scorer: Scorer,
  queries: readonly Query[],
  options: { readonly task: SmallTask; readonly size?: number; readonly pools?: boolean },
): Promise<Float32Array[]> {
  const { task: { train }, size = queries.length, pools = false } = options;
  const all: Float32Array[] = [];
  for (let first = 0; first < queries.length; first += size) {
    const mates = queries.slice(first, first + size);
    const scores = await scorer.score(buildQueryBatch(mates, train, { pools }));
    const lengths = mates.map(({ domain, candidates }) =>
      pools ? train.catalogue.domains[domain].pool.length : candidates.length
    );
    assertEquals(scores instanceof Float32Array, true, "Scores are no Float32Array");
    assertEquals(scores.length, lengths.reduce((a, b) => a + b, 0), "Not one score per candidate");
    assertEquals(
      scores.findIndex((each) => Math.abs(each) === Infinity),
      -1,
      "A score is infinite",
    );
    let begin = 0;
    for (const length of lengths) all.push(scores.slice(begin, begin += length));
  }
  return all;
}
