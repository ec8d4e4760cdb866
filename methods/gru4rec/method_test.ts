import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import gru4rec, { type Gru4recConfig } from "./method.ts";

// Which item follows 6 hangs on where the walk began, two steps before; short walks tell the two
// beginnings apart.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from({ length: 40 }, (_, user) => [[0, 2, 6, 1], [4, 2, 6, 3], [0, 1], [4, 3]][user % 4]),
  catalogue,
);
const small: Gru4recConfig = {
  ...gru4rec.defaults,
  embeddingSize: 8,
  maximumLength: 6,
  batchSize: 16,
  dropout: 0,
  epochs: 3,
};

async function fit(config: Partial<Gru4recConfig> = {}, seed = 1) {
  const losses: number[] = [];
  const scorer = await gru4rec.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("gru4rec learns what hangs on more than the last item", async () => {
  const { scorer, losses } = await fit({ epochs: 150, learningRate: 0.02, batchSize: 8 });
  assertGreater(losses[0], 2 * losses[149]);
  const asked = [[0, 2, 6], [4, 2, 6]].map((history) => ({
    ...{ user: -1, domain: 0, history, candidates: [1, 3] },
  }));
  const [one, three, other, another] = await scorer.score(buildQueryBatch(asked, train));
  assert(one > three && another > other, `${[one, three, other, another]}`);
});

onWasm("gru4rec loads what it saved", async () => {
  const { scorer } = await fit({ layers: 2 }), weights = await scorer.save?.();
  assert(weights !== undefined);
  const names = Object.keys(readCheckpoint(weights));
  assert(names.includes("encoder.layers.1.hidden.weight") && names.includes("item.weight"));
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await gru4rec.load?.(weights, catalogue, { ...small, layers: 2 }, context);
  assertEquals(await loaded?.save?.(), weights);
});

onWasm("gru4rec with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) => await (await fit({ dropout: 0.2 }, seed)).scorer.save?.();
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("gru4rec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ layers: 0 }, "layers 0: expected a whole number above 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train GRU4Rec with ${message}`);
  }
});
