import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { batchAwarePenalty } from "./_batch_aware_penalty.ts";
import { occurrences } from "./_occurrences.ts";
import din, { type DinConfig } from "./method.ts";

// Who had item 0 ends with 6, who had item 1 with 7, whatever else came between.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from({ length: 48 }, (_, user) => {
    const first = user % 2, others = [2, 3, 4, 5].map((item) => 2 + (item + user) % 4);
    return [...others.slice(0, user % 3), first, ...others.slice(user % 3, 3), 6 + first];
  }),
  catalogue,
);
const small: DinConfig = {
  ...din.defaults,
  embeddingSize: 4,
  maximumLength: 6,
  attentionSize: 5,
  firstHiddenSize: 8,
  secondHiddenSize: 4,
  batchSize: 16,
  epochs: 2,
};

async function fit(config: Partial<DinConfig> = {}, { seed = 1, view = train } = {}) {
  const losses: number[] = [];
  const scorer = await din.fit(view, { ...small, ...config }, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

async function weightsOf(scorer: Scorer): Promise<Uint8Array> {
  const weights = await scorer.save?.();
  assert(weights !== undefined);
  return weights;
}

function ask(scorer: Scorer, histories: number[][], candidates: number[]): Promise<Float32Array> {
  const queries = histories.map((history) => ({ user: -1, domain: 0, history, candidates }));
  return scorer.score(buildQueryBatch(queries, train));
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("din learns what one item of a history means for a target", async () => {
  const { scorer, losses } = await fit({ epochs: 60, learningRate: 0.01 });
  assertGreater(losses[0], 1.5 * losses[59]);
  const scores = await ask(scorer, [[3, 0, 4, 5], [3, 1, 4, 5], [0, 2, 2], [1, 2, 2]], [6, 7]);
  for (const first of [0, 4]) assertGreater(scores[first], scores[first + 1]);
  for (const first of [2, 6]) assertGreater(scores[first + 1], scores[first]);
});

onWasm("din's scores are those of the paper's equations", async () => {
  const { scorer } = await fit({ epochs: 4, learningRate: 0.05 });
  const tensors = readCheckpoint(await weightsOf(scorer));
  const vector = (name: string) => [...tensors[name].values];
  const item = (index: number) => vector("item.weight").slice(4 * index, 4 * index + 4);
  const linear = (x: number[], name: string) => {
    const weight = vector(`${name}.weight`), bias = vector(`${name}.bias`);
    return bias.map((each, column) =>
      x.reduce((sum, value, at) => sum + value * weight[at * bias.length + column], each)
    );
  };
  const dice = (x: number[], name: string) => {
    const alpha = vector(`${name}.alpha`);
    const mean = vector(`${name}.mean`), variance = vector(`${name}.variance`);
    return x.map((each, at) => {
      const p = 1 / (1 + Math.exp(-(each - mean[at]) / Math.sqrt(variance[at] + 1e-8)));
      return p * each + (1 - p) * alpha[at] * each;
    });
  };
  const score = (history: number[], target: number) => {
    const v = item(target);
    // The start token stands before the items.
    const interest = [8, ...history].map(item).reduce((sum, e) => {
      const pair = [...e, ...v, ...e.map((x, at) => x - v[at]), ...e.map((x, at) => x * v[at])];
      const [a] = linear(dice(linear(pair, "unit.layers.0"), "unit.dice.0"), "unit.layers.1");
      return sum.map((each, at) => each + a * e[at]);
    }, [0, 0, 0, 0]);
    const first = dice(linear([...interest, ...v], "prediction.layers.0"), "prediction.dice.0");
    const second = dice(linear(first, "prediction.layers.1"), "prediction.dice.1");
    return linear(second, "prediction.layers.2")[0];
  };
  const histories = [[], [3], [0, 5, 2, 4]], candidates = [1, 6, 7];
  assertNear(
    await ask(scorer, histories, candidates),
    histories.flatMap((history) => candidates.map((target) => score(history, target))),
    1e-4,
  );
});

onWasm("din scores by kept statistics: neither batch mates nor padding count", async () => {
  const { scorer } = await fit({ learningRate: 0.05 }), histories = [[], [2], [0, 3, 4, 5, 2, 1]];
  const tensors = readCheckpoint(await weightsOf(scorer));
  for (const name of ["unit.dice.0", "prediction.dice.0", "prediction.dice.1"]) {
    assert(tensors[`${name}.mean`].values.some((each) => each !== 0), name);
  }
  const together = await ask(scorer, histories, [1, 6, 7]);
  for (const [at, history] of histories.entries()) {
    assertNear(
      await ask(scorer, [history], [1, 6, 7]),
      together.subarray(3 * at, 3 * at + 3),
      1e-6,
    );
  }
  assert(together.every(Number.isFinite));
  // Only the last six count.
  assertEquals(await ask(scorer, [[5, 1, ...histories[2]]], [6]), together.slice(7, 8));
});

onWasm("din loads what it saved, statistics too", async () => {
  const { scorer } = await fit(), weights = await weightsOf(scorer);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await din.load?.(weights, catalogue, small, context);
  assert(loaded !== undefined);
  assertEquals(await weightsOf(loaded), weights);
  assertEquals(await ask(loaded, [[0, 1]], [6, 7]), await ask(scorer, [[0, 1]], [6, 7]));
  const names = Object.keys(readCheckpoint(weights));
  assert(names.includes("prediction.dice.1.variance") && names.includes("item.weight"));
});

Deno.test("occurrences() counts an item as a target and in the histories that see it", () => {
  const view = buildTrainView([[0, 1, 2, 3], [2, 2]], buildCatalogue(5, { domains: 1 }));
  // With three positions a history is its last three items, and the start token if it has fewer.
  assertEquals([...occurrences(view, { length: 3 })], [1 + 3, 1 + 2, 1 + 1 + 1 + 1 + 1, 1, 0, 5]);
  // One position: the item before the target.
  assertEquals([...occurrences(view, { length: 1 })], [2, 2, 5, 1, 0, 2]);
  const rows: TrainView = { ...view, trainable: Uint8Array.of(0b001000) };
  assertEquals([...occurrences(rows, { length: 2 })], [0, 1, 1, 1, 0, 0]);
});

onWasm("batchAwarePenalty() pulls a vector by its length over its item's count", async () => {
  const vectors = { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const { value, gradients } = await differentiate(
    { vectors },
    (weights) =>
      batchAwarePenalty(weights.get("vectors", [3, 2]), {
        rows: Uint32Array.of(1, 3, 4),
        counts: Uint32Array.of(9, 2, 9, 10, 0),
      }).asScalar(),
  );
  assertAlmostEquals(value, 5 / 4 + 25 / 20 + 61 / 2, 1e-5);
  assertNear(gradients.vectors, [1 / 2, 2 / 2, 3 / 10, 4 / 10, 5, 6], 1e-6);
});

onWasm("din keeps vectors short by its regularisation", async () => {
  const length = async (regularisation: number) => {
    const { scorer } = await fit({ regularisation, epochs: 10, learningRate: 0.02 });
    const { values } = readCheckpoint(await weightsOf(scorer))["item.weight"];
    return Math.hypot(...values);
  };
  assertGreater(await length(0), 1.2 * await length(5));
});

onWasm("din with the same seed gives the same weights, with another one others", async () => {
  const weights = async (seed: number) =>
    await weightsOf((await fit({ dropout: 0.2 }, { seed })).scorer);
  assertEquals(await weights(7), await weights(7));
  assertNotEquals(await weights(7), await weights(8));
});

onWasm("din refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ attentionSize: 0 }, "attentionSize 0: expected a whole number above 0"],
      [{ regularisation: -1 }, "regularisation -1: expected a number of at least 0"],
      [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train DIN with ${message}`);
  }
});
