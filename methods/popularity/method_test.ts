import { assertEquals } from "@std/assert";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import popularity from "./method.ts";

// Items 0, 2, 4 are of domain 0, items 1, 3, 5 of domain 1; training never meets 5.
const catalogue = buildCatalogue(6, { domains: 2, isCold: (item) => item === 5 });
const train = buildTrainView([[0, 1, 0, 2], [0, 3], [4, 3, 1, 1]], catalogue);
const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "cpu" });

Deno.test("popularity scores an item by its training events, repeats included", async () => {
  const scorer = await popularity.fit(train, {}, context);
  const batch = buildQueryBatch([
    { user: 0, domain: 0, history: [0, 1, 0, 2], candidates: [0, 2, 4] },
    { user: -1, domain: 1, history: [], candidates: [1, 3, 5] },
  ], train);
  assertEquals(await scorer.score(batch), new Float32Array([3, 1, 1, 3, 2, 0]));
});

Deno.test("popularity scores the whole pool of each query's domain", async () => {
  const scorer = await popularity.fit(train, {}, context);
  const query = { user: -1, history: [], candidates: [] };
  const batch = buildQueryBatch([{ ...query, domain: 1 }, { ...query, domain: 0 }], train, {
    pools: true,
  });
  assertEquals(await scorer.score(batch), new Float32Array([3, 2, 3, 1, 1]));
});

Deno.test("popularity is static: what other intervals brought does not count", async () => {
  const scorer = await popularity.fit(train, {}, context);
  const batch = buildQueryBatch([{ user: 0, domain: 0, history: [], candidates: [0, 2] }], train);
  const grown = { ...batch.popularity, total: new Uint32Array(6).fill(9) };
  assertEquals(await scorer.score({ ...batch, popularity: grown }), new Float32Array([3, 1]));
});
