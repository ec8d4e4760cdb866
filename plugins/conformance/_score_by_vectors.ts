import { assertEquals } from "@std/assert";
import type { Scorer, TwoTower } from "../contract/mod.ts";
import { buildQueryBatch, type Query } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";

/**
 * Scores the pool of each query's domain as the host does with a two-tower scorer: ⟨query, item⟩ + bias,
 * from batches of `size` (all at once unless said) that ask for whole pools. Types, lengths, and that no
 * number is infinite, are asserted here. Undefined where the scorer has no vectors.
 */
export async function scoreByVectors(
  { vectors }: Scorer,
  queries: readonly Query[],
  { task: { train }, size: most = queries.length }: {
    readonly task: SmallTask;
    readonly size?: number;
  },
): Promise<Float32Array[] | undefined> {
  if (vectors === undefined) return undefined;
  const rows: Float32Array[] = [];
  for (let first = 0; first < queries.length; first += most) {
    const mates = queries.slice(first, first + most);
    const batch = buildQueryBatch(mates, train, { pools: true });
    rows.push(...rowsOf(await vectors.queries(batch), mates.length));
  }
  const { popularity: { interval } } = buildQueryBatch(queries, train);
  const pools: Pool[] = [];
  for (const domain of train.catalogue.domains.keys()) {
    const given = await vectors.items(domain, interval), { pool } = train.catalogue.domains[domain];
    assertEquals(given.bias.length, pool.length, "Not one bias per item");
    assertNumbers(given.bias, "Biases");
    pools.push({ rows: rowsOf(given.vectors, pool.length), bias: given.bias });
  }
  return queries.map(({ domain }, q) =>
    pools[domain].bias.map((bias, item) => {
      const row = pools[domain].rows[item];
      assertEquals(row.length, rows[q].length, "Item vectors of another size than query vectors");
      return row.reduce((score, each, k) => score + rows[q][k] * each, bias);
    })
  );
}

interface Pool {
  readonly rows: readonly Float32Array[];
  readonly bias: Awaited<ReturnType<TwoTower["items"]>>["bias"];
}

function rowsOf(vectors: Float32Array, count: number): Float32Array[] {
  assertNumbers(vectors, "Vectors");
  const size = count === 0 ? 0 : vectors.length / count;
  assertEquals(Number.isInteger(size), true, "Vectors of no whole size");
  return Array.from({ length: count }, (_, i) => vectors.subarray(i * size, (i + 1) * size));
}

function assertNumbers(numbers: unknown, what: string): void {
  assertEquals(numbers instanceof Float32Array, true, `${what} are no Float32Array`);
  if (!(numbers instanceof Float32Array)) return;
  assertEquals(
    numbers.findIndex((each) => Math.abs(each) === Infinity),
    -1,
    `${what} are infinite`,
  );
}
