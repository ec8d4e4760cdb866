import { assertEquals } from "@std/assert";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildQueryBatch, type Query } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";

/**
 * Scores the pool of each query's domain as the host does with a two-tower scorer: ⟨query, item⟩ + bias.
 * Undefined where the scorer has no vectors.
 */
export function scoreByVectors(
  { vectors }: Scorer,
  queries: readonly Query[],
  { train }: SmallTask,
): Promise<Float32Array[]> | undefined {
  if (vectors === undefined) return undefined;
  return (async () => {
    const batch = buildQueryBatch(queries, train);
    const rows = await vectors.queries(batch), size = rows.length / queries.length;
    assertEquals(Number.isInteger(size), true, "Query vectors of no whole size");
    const domains = await Promise.all(
      train.catalogue.domains.map((_, d) => vectors.items(d, batch.popularity.interval)),
    );
    return queries.map(({ domain }, q) => {
      const { vectors: items, bias } = domains[domain];
      assertEquals(
        bias.length,
        train.catalogue.domains[domain].pool.length,
        "Not one bias per item",
      );
      assertEquals(items.length, bias.length * size, "Item vectors of another size");
      return bias.map((each, item) => {
        let score = each;
        for (let k = 0; k < size; k++) score += rows[q * size + k] * items[item * size + k];
        return score;
      });
    });
  })();
}
