import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { PrerecModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import prerec, { type PrerecConfig } from "./method.ts";

const config: PrerecConfig = { ...prerec.defaults, embeddingSize: 8, maximumLength: 8 };
// Items of two domains; three users.
const train = buildTrainView(
  [[0, 1, 2], [24, 25], [5]],
  buildCatalogue(48, { domains: 2, domainOf: (item) => Math.floor(item / 24) }),
);

/** A scorer of a model whose every number is drawn, as if trained. */
function drawn(): Scorer {
  const model = new PrerecModel(train.catalogue, config, { users: train.users, seed: 1 });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    const shift = name.endsWith("norm.weight") ? 1 : 0;
    values.set(randomParameter(name, shape, 0.4).values.map((each) => each + shift));
  }
  return scorerOf(model);
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("prerec's vectors are those of the interval that is asked", async () => {
  const scorer = drawn(), { pool } = train.catalogue.domains[1];
  const query = { user: 2, domain: 1, history: [25, 26], candidates: [...pool] };
  const batch = buildQueryBatch([query], train), { interval } = batch.popularity;
  const last = batch.popularity.last.map((_, item) => item % 5);
  const later = { ...batch, popularity: { ...batch.popularity, interval: interval + 1, last } };
  const { vectors } = scorer;
  assert(vectors !== undefined);
  const state = await vectors.queries(batch);
  assertEquals(await vectors.queries(later), state);
  // Both intervals have been shown: their items may be asked for in any order.
  const by = new Map([[interval + 1, later], [interval, batch]]);
  for (const [asked, of] of [...by, ...by]) {
    const { vectors: rows, bias } = await vectors.items(1, asked), scores = await scorer.score(of);
    scores.forEach((score, i) => {
      const product = state.reduce((sum, each, at) => sum + each * rows[i * state.length + at], 0);
      assertAlmostEquals(product + bias[i], score, 1e-5);
    });
  }
  assertNotEquals(
    (await vectors.items(1, interval)).bias,
    (await vectors.items(1, interval + 1)).bias,
  );
  await assertRejects(
    () => vectors.items(1, interval + 7),
    RangeError,
    `Cannot give the items of interval ${interval + 7}: no batch has shown its popularity`,
  );
});

onWasm("prerec takes the popularity of the batch, also where an interval's changes", async () => {
  const scorer = drawn(), { pool } = train.catalogue.domains[0];
  const query = { user: -1, domain: 0, history: [], candidates: [...pool] };
  const batch = buildQueryBatch([query], train);
  // As validation and test do: the same interval, counted over other users' events.
  const last = batch.popularity.last.map((_, item) => item === 5 ? 9 : 0);
  const other = { ...batch, popularity: { ...batch.popularity, last } };
  const first = await scorer.score(batch), second = await scorer.score(other);
  assertNotEquals(first, second);
  assertEquals(await scorer.score(batch), first);
  // Neither what is known in all, nor the open interval, is looked at.
  const total = batch.popularity.total.map(() => 77);
  const same = { ...batch, popularity: { ...batch.popularity, total } };
  assertEquals(await scorer.score(same), first);
});

onWasm("prerec hears a known user's offset, and nothing of another domain's history", async () => {
  const scorer = drawn(), candidates = [0, 5, 9];
  const ask = (user: number, history: number[]) =>
    scorer.score(buildQueryBatch([{ user, domain: 0, history, candidates }], train));
  assertNotEquals(await ask(0, [1, 2]), await ask(-1, [1, 2]));
  assertEquals(await ask(-1, [1, 30, 2, 31]), await ask(-1, [1, 2]));
  // What is older than its positions is forgotten.
  const tail = [3, 4, 5, 6, 7, 8, 9];
  assertEquals(await ask(-1, [1, 2, ...tail]), await ask(-1, tail));
  assertNotEquals(await ask(-1, tail), await ask(-1, tail.slice(1)));
});
