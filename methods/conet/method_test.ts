import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import conet, { type ConetConfig } from "./method.ts";

// Even items are of the target, odd ones of the source. A user likes the target as she likes the source:
// users of an even number what is below 6 in either.
const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const sequences = Array.from(
  { length: 24 },
  (_, user) => Array.from({ length: 8 }, (_, step) => (user + 5 * step) % 12),
);
const train = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => (sequences[user][event] < 6) === (user % 2 === 0) ? 1 : 0,
});
const small: ConetConfig = {
  ...conet.defaults,
  embeddingSize: 4,
  hiddenSize: 8,
  layers: 2,
  batchSize: 16,
  epochs: 3,
};

function fit(config: Partial<ConetConfig> = {}): Promise<Scorer> {
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  return conet.fit(train, { ...small, ...config }, context);
}

function ask(scorer: Scorer, history: number[]): Promise<Float32Array> {
  const query = { user: 3, domain: 0, history, candidates: [0, 2, 4, 6] };
  return scorer.score(buildQueryBatch([query], train));
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("conet hears the last source item before the query, and no other event", async () => {
  const scorer = await fit(), scores = await ask(scorer, [1, 0, 3, 5, 2]);
  assertEquals(await ask(scorer, [5]), scores);
  assertEquals(await ask(scorer, [7, 8, 5, 6, 4]), scores);
  assertNotEquals(await ask(scorer, [5, 3]), scores);
  assertNotEquals(await ask(scorer, [2]), scores);
  assertEquals(await ask(scorer, [2]), await ask(scorer, []));
});

onWasm("conet pairs the same item each time it scores", async () => {
  const scorer = await fit(), history = [1, 3, 5, 7, 9, 11];
  const first = await ask(scorer, history);
  for (let again = 0; again < 3; again++) assertEquals(await ask(scorer, history), first);
});

onWasm(
  "conet saves a matrix between the towers per layer, and towers of both domains",
  async () => {
    const saved = await (await fit()).save?.();
    assert(saved !== undefined);
    const layer = (name: string) => [`${name}.bias`, `${name}.weight`];
    assertEquals(Object.keys(readCheckpoint(saved)).sort(), [
      ...["category.weight", "cross.0", "cross.1", "item.weight", "liked.rating"],
      ...["source.0", "source.1", "source.head"].flatMap(layer),
      ...["target.0", "target.1", "target.head"].flatMap(layer),
      "user.weight",
    ]);
  },
);

onWasm("conet refuses a config that it cannot be trained with", async () => {
  for (
    const [change, message] of [
      [{ layers: 0 }, "layers 0: expected a whole number above 0"],
      [{ hiddenSize: 1.5 }, "hiddenSize 1.5: expected a whole number above 0"],
      [{ sourceWeight: -1 }, "sourceWeight -1: expected a number of at least 0"],
      [{ embeddingSize: 0 }, "embeddingSize 0: expected a whole number above 0"],
      [{ learningRate: 0 }, "learningRate 0: expected a number above 0"],
    ] as const
  ) {
    await assertRejects(() => fit(change), RangeError, `Cannot train CoNet with ${message}`);
  }
});
