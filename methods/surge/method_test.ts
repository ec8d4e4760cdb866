import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import surge, { type SurgeConfig } from "./method.ts";

// Which item follows 6 hangs on where the walk began, two steps before; short walks tell the two
// beginnings apart.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from({ length: 16 }, (_, user) => [[0, 2, 6, 1], [4, 2, 6, 3], [0, 1], [4, 3]][user % 4]),
  catalogue,
);
const small: SurgeConfig = {
  ...surge.defaults,
  embeddingSize: 8,
  maximumLength: 5,
  firstHiddenSize: 8,
  secondHiddenSize: 4,
  negatives: 2,
  batchSize: 16,
  epochs: 2,
};

async function fit(config: Partial<SurgeConfig> = {}) {
  const losses: number[] = [];
  const scorer = await surge.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

async function arrays(scorer: Scorer): Promise<ReturnType<typeof readCheckpoint>> {
  return readCheckpoint(await scorer.save?.() ?? new Uint8Array());
}

/** Scores of items after some histories of nobody that is known. */
function ask(
  scorer: Scorer,
  histories: readonly number[][],
  candidates: readonly number[],
): Promise<Float32Array> {
  const queries = histories.map((history) => ({ user: -1, domain: 0, history, candidates }));
  return scorer.score(buildQueryBatch(queries, train));
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("surge learns what hangs on more than the last item, whatever its order", async () => {
  const { scorer, losses } = await fit({ epochs: 40, learningRate: 0.03 });
  assertGreater(losses[0], 2 * losses[39]);
  const scores = await ask(scorer, [[0, 2, 6], [4, 2, 6]], [1, 3]);
  const [one, three, other, another] = scores;
  assert(one > three && another > other, `${scores}`);
  assertNear(await ask(scorer, [[6, 0, 2], [2, 6, 4]], [1, 3]), scores, 1e-5);
});

onWasm("surge loads what it saved, with a cluster for some positions", async () => {
  const config = { heads: 2, metricHeads: 3, poolRatio: 0.4 };
  const { scorer } = await fit(config), weights = await scorer.save?.();
  assert(weights !== undefined);
  const saved = readCheckpoint(weights);
  assertEquals(saved["encoder.assignment.weight"].shape, [8, 2]);
  assertEquals(saved["encoder.metric.weight"].shape, [3, 8]);
  assert("encoder.heads.1.output.weight" in saved && "prediction.layers.2.weight" in saved);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await surge.load?.(weights, catalogue, { ...small, ...config }, context);
  assertEquals(await loaded?.save?.(), weights);
});

onWasm("surge trains the clusters by the regularisers, too", async () => {
  const name = "encoder.assignment.weight",
    [without, with_] = await Promise.all([0, 0.1].map(
      async (regularisation) => (await arrays((await fit({ regularisation })).scorer))[name],
    ));
  assertNotEquals(without, with_);
});

onWasm("surge refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ heads: 0 }, "heads 0: expected a whole number above 0"],
      [{ sparseness: 0 }, "sparseness 0: expected a number above 0"],
      [{ sparseness: 1.5 }, "sparseness 1.5: expected at most 1"],
      [{ poolRatio: 2 }, "poolRatio 2: expected at most 1"],
      [{ regularisation: -1 }, "regularisation -1: expected a number of at least 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train SURGE with ${message}`);
  }
});
