import type { Catalogue, QueryBatch, Scorer } from "../../plugins/contract/mod.ts";
import type { Parameter } from "../parameters/parameters.ts";
import type { EmbeddingTable } from "../tables/embedding_table.ts";
import { rowScores } from "../tables/row_scores.ts";

/**
 * A scorer of products: a query's vector · an item's vector + the item's bias. It scores candidates
 * one by one and whole pools a piece at a time, and gives the host the vectors themselves.
 *
 * @param options `catalogue`; `queries`: a vector per query, row-major, which may depend on nothing but
 * its query; `items`: a row per item, of the same size, or what gives these whenever it is asked; `bias`:
 * a number per item, 0 where it is not given; `save` as in the contract, if there is something to save
 *
 * @example
 * ```ts
 * import { EmbeddingTable } from "../tables/embedding_table.ts";
 * import { twoTowerScorer } from "./two_tower_scorer.ts";
 * const pool = new Uint32Array([0, 1]);
 * const scorer = twoTowerScorer({
 *   catalogue: {
 *     items: 2,
 *     itemDomain: new Uint8Array(2),
 *     domains: [{ role: "both", pool }],
 *     itemIdentity: pool,
 *     itemTextSize: 0,
 *   },
 *   queries: () => Promise.resolve(Float32Array.of(3)),
 *   items: new EmbeddingTable({ shape: [2, 1], values: Float32Array.of(1, 2) }),
 *   save: () => new Uint8Array(),
 * });
 * const vectors = await scorer.vectors?.items(0, 0);
 * if (vectors?.vectors.join() !== "1,2" || vectors.bias.join() !== "0,0") throw new Error("not the rows");
 * ```
 */
export function twoTowerScorer(options: {
  catalogue: Catalogue;
  queries: (batch: Omit<QueryBatch, "candidates">) => Promise<Float32Array>;
  items: EmbeddingTable | (() => Promise<EmbeddingTable>);
  bias?: Parameter;
  save?: () => Uint8Array;
}): Scorer {
  const { queries, save } = options;
  const tower = async () => ({
    ...options,
    items: typeof options.items === "function" ? await options.items() : options.items,
  });
  return {
    score: async (batch) => {
      const vectors = await queries(batch);
      return batch.candidates.kind === "list"
        ? listScores(vectors, batch.candidates, await tower())
        : await poolScores(vectors, batch.domain, await tower());
    },
    vectors: {
      queries,
      items: async (domain) => {
        const { pool } = options.catalogue.domains[domain], { items, bias } = await tower();
        return {
          vectors: items.lookup(pool).weights.values,
          bias: Float32Array.from(pool, (item) => bias?.values[item] ?? 0),
        };
      },
    },
    ...save && { save: () => Promise.resolve(save()) },
  };
}

/** Of every query, the scores of its list. */
function listScores(
  queries: Float32Array,
  { offsets, items }: { offsets: Uint32Array; items: Uint32Array },
  { items: { parameter }, bias }: { items: EmbeddingTable; bias?: Parameter },
): Float32Array {
  const { values, shape: [, size] } = parameter, scores = new Float32Array(items.length);
  for (let query = 0; query + 1 < offsets.length; query++) {
    for (let at = offsets[query]; at < offsets[query + 1]; at++) {
      const own = query * size, item = items[at] * size;
      let sum = bias?.values[items[at]] ?? 0;
      for (let i = 0; i < size; i++) sum += queries[own + i] * values[item + i];
      scores[at] = sum;
    }
  }
  return scores;
}

/** Of every query, the scores of its domain's whole pool. */
async function poolScores(
  vectors: Float32Array,
  domains: Uint8Array,
  { catalogue, items: table, bias }: {
    catalogue: Catalogue;
    items: EmbeddingTable;
    bias?: Parameter;
  },
): Promise<Float32Array> {
  const { parameter: { shape: [, size] } } = table, pools = catalogue.domains, offsets = [0];
  for (const domain of domains) {
    offsets.push(offsets[offsets.length - 1] + pools[domain].pool.length);
  }
  const scores = new Float32Array(offsets[domains.length]);
  for (const domain of new Set(domains)) {
    const queries = [...domains.keys()].filter((query) => domains[query] === domain);
    const asked = new Float32Array(queries.length * size), { pool } = pools[domain];
    queries.forEach((query, i) =>
      asked.set(vectors.subarray(query * size, (query + 1) * size), i * size)
    );
    const products = await rowScores(asked, { table, rows: pool });
    queries.forEach((query, i) => {
      const to = offsets[query], from = i * pool.length;
      for (let at = 0; at < pool.length; at++) {
        scores[to + at] = products[from + at] + (bias?.values[pool[at]] ?? 0);
      }
    });
  }
  return scores;
}
