import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import type { QueryBatch, Scorer } from "../../plugins/contract/mod.ts";
import { hitRate } from "../../metrics/hit_rate.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import { rankOf } from "../../metrics/rank.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch, type Query } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import random from "./method.ts";

const CANDIDATES = 100;
const train = buildTrainView([[0, 1]], buildCatalogue(CANDIDATES, { domains: 1 }));
const candidates = Array.from({ length: CANDIDATES }, (_, item) => item);
const query: Query = { user: 0, domain: 0, history: [7, 8], candidates };

function fit(seed: number): Promise<Scorer> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed, device: "cpu" });
  return random.fit(train, {}, context);
}

/** Scores of 1,000 queries, alike but for their users. */
async function thousand(seed: number): Promise<Float32Array> {
  const queries = Array.from({ length: 1000 }, (_, user) => ({ ...query, user }));
  return (await fit(seed)).score(buildQueryBatch(queries, train));
}

Deno.test("random scores HR@10 = 0.10 under 99 negatives, wherever the target stands", async () => {
  const scores = await thousand(1);
  for (const place of [0, 1, 42, 99]) {
    let hits = 0;
    for (let begin = 0; begin < scores.length; begin += CANDIDATES) {
      const rank = rankOf(scores, begin + place, { begin, end: begin + CANDIDATES });
      hits += markRank(hitRate(10), rank).value;
    }
    // Three standard errors of a share of 0.1 among 1,000.
    assertAlmostEquals(hits / 1000, 0.1, 3 * Math.sqrt(0.1 * 0.9 / 1000));
  }
});

Deno.test("random scores are uniform over [0, 1)", async () => {
  const cells = new Float64Array(20), scores = await thousand(2);
  for (const score of scores) cells[Math.floor(score * cells.length)]++;
  const expected = scores.length / cells.length;
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // The 99.9 % quantile of χ² with 19 degrees of freedom.
  assertLess(chiSquare, 43.82);
});

Deno.test("random scores of two queries, or of two seeds, do not correlate", async () => {
  const one = await thousand(3), other = await thousand(4);
  const inner = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, score, i) => sum + (score - 0.5) * (b[i] - 0.5), 0) / a.length * 12;
  // Three standard errors of a correlation of 0 among 100,000 − 100 pairs.
  const bound = 3 / Math.sqrt(one.length - CANDIDATES);
  assertAlmostEquals(inner(one, other), 0, bound);
  assertAlmostEquals(inner(one.subarray(CANDIDATES), one.subarray(0, -CANDIDATES)), 0, bound);
});

Deno.test("random scores hang on every part of the query, and on nothing else", async () => {
  const scorer = await fit(5), batch = buildQueryBatch([query], train);
  const scores = await scorer.score(batch);
  const others: QueryBatch[] = [
    { ...batch, user: new Int32Array([1]) },
    { ...batch, user: new Int32Array([-1]) },
    { ...batch, time: batch.time.map((time) => time + 1) },
    { ...batch, time: batch.time.map((time) => time + 4294967296) },
    ...[[8, 7], [7], [], [7, 8, 8]].map((history) =>
      buildQueryBatch([{ ...query, history }], train)
    ),
  ];
  const all = await Promise.all([batch, ...others].map((each) => scorer.score(each)));
  assertEquals(new Set(all.map((each) => each.join())).size, all.length);
  const popularity = { ...batch.popularity, total: new Uint32Array(CANDIDATES).fill(9) };
  assertEquals(await scorer.score({ ...batch, popularity }), scores);
});
