import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { evaluate, readCheckpoint, writeCheckpoint } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import type { Scorer } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import conet from "../conet/method.ts";
import dasl from "../dasl/method.ts";
import minet from "../minet/method.ts";
import type { Base } from "./_bases.ts";
import { BiaoModel } from "./_model.ts";
import { importance, rawImportance } from "./_perceptron.ts";
import biao, { type BiaoConfig } from "./method.ts";
import { sourceWeights } from "./source_weights.ts";

// Even items are of the target, odd ones of the source.
const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const sequences = Array.from(
  { length: 16 },
  (_, user) => Array.from({ length: 8 }, (_, step) => (user + 5 * step) % 12),
);
const labelOf = (event: number, user: number) =>
  (sequences[user][event] < 6) === (user % 2 === 0) ? 1 : 0;
const train = buildTrainView(sequences, catalogue, { labelOf });
const small: BiaoConfig = {
  ...biao.defaults,
  embeddingSize: 4,
  batchSize: 16,
  epochs: 2,
  interval: 2,
};

const given = { train, validation: [], answers: [] };
const contextOf = (resume?: Uint8Array) =>
  fitContext(given, { seed: 1, device: "wasm", ...resume && { resume } });
const saved = async (scorer: Scorer): Promise<Uint8Array> => {
  const bytes = await scorer.save?.();
  assert(bytes !== undefined);
  return bytes;
};
const fit = async (config: Partial<BiaoConfig> = {}): Promise<Uint8Array> =>
  saved(await biao.fit(train, { ...small, ...config }, contextOf()));
const isPhi = ([name]: [string, unknown]): boolean => name.startsWith("importance.");
const partsOf = (weights: Uint8Array) => {
  const all = Object.entries(readCheckpoint(weights));
  return { phi: all.filter(isPhi), theta: all.filter((each) => !isPhi(each)) };
};
/** What a model saves whose every number is drawn, as if after much training. */
async function drawn(config: BiaoConfig): Promise<Uint8Array> {
  const model = BiaoModel.of(train, config, 1);
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    // The perceptron reads vectors times 20.
    const isVector = /^(item|user|category)\./.test(name);
    values.set(randomParameter(name, shape, isVector ? 0.02 : 0.4).values);
  }
  return await saved(model.scorer());
}

const onWasm = (name: string, run: () => Promise<void>): void =>
  forEachDevice(name, run, { devices: ["wasm"] });

onWasm("biao goes on from any checkpoint, φ and both optimisers, to the same bytes", async () => {
  for (const upperOptimiser of ["adam", "sgd"] as const) {
    // 4 steps in an epoch: its end is in the middle of an interval.
    const config = { ...small, epochs: 3, upperOptimiser, interval: 3, upperLearningRate: 0.1 };
    const context = contextOf(), whole = await saved(await biao.fit(train, config, context));
    assertEquals(context.checkpoints.length, 3);
    for (const state of context.checkpoints) {
      const resumed = await biao.fit(train, config, contextOf(state));
      assertEquals(await saved(resumed), whole);
    }
  }
});

onWasm("biao learns φ by upper steps, and by nothing else", async () => {
  const before = partsOf(await saved(BiaoModel.of(train, small, 1).scorer()));
  // As many lower steps as there are, and none behind them.
  const never = partsOf(await fit({ interval: 1000 })), often = partsOf(await fit());
  assertEquals(never.phi, before.phi);
  assertNotEquals(never.theta, before.theta);
  for (const [at, [name, { values }]] of often.phi.entries()) {
    assert(values.some((each, i) => each !== before.phi[at][1].values[i]), `${name} did not move`);
  }
  assertNotEquals(often.theta, never.theta);
});

onWasm("biao scores as its base does with the same weights", async () => {
  const weights = await drawn(small), { theta } = partsOf(weights);
  const query = { user: 3, domain: 0, history: [1, 0, 3], candidates: [0, 2, 4, 6] };
  const batch = buildQueryBatch([query], train), { embeddingSize, batchSize } = small;
  const config = { ...conet.defaults, embeddingSize, batchSize };
  const base = await conet.load?.(
    writeCheckpoint(Object.fromEntries(theta)),
    ...[catalogue, config, contextOf()] as const,
  );
  const own = await biao.load?.(weights, catalogue, small, contextOf());
  assertEquals(await own?.score(batch), await base?.score(batch));
});

for (const [base, method] of [["conet", conet], ["minet", minet], ["dasl", dasl]] as const) {
  onWasm(`biao around ${base} is made of what ${base} is made of`, async () => {
    const shapes = (weights: Uint8Array) =>
      partsOf(weights).theta.map(([name, { shape }]) => [name, shape]).sort();
    const config = { ...method.defaults, embeddingSize: 4, batchSize: 16, epochs: 1 };
    const fitted = await fitOf(base, config);
    assertEquals(shapes(await fit({ base, epochs: 1 })), shapes(fitted));
  });
}

/** What a base's own method saves. */
async function fitOf(base: Base, config: object): Promise<Uint8Array> {
  switch (base) {
    case "conet":
      return await saved(await conet.fit(train, { ...conet.defaults, ...config }, contextOf()));
    case "minet":
      return await saved(await minet.fit(train, { ...minet.defaults, ...config }, contextOf()));
    case "dasl":
      return await saved(await dasl.fit(train, { ...dasl.defaults, ...config }, contextOf()));
    default:
      return base satisfies never;
  }
}

onWasm("biao is trained by each ablation, σ, development set and optimiser", async () => {
  const found = new Set<string>();
  for (
    const change of [
      {},
      { without: "global" },
      { without: "user" },
      { normalisation: "batch-softmax" },
      { heldOut: 0.1 },
      { upperOptimiser: "sgd", upperLearningRate: 10 },
      { terms: 0 },
      { step: 0.3 },
      { historyLength: 1 },
      { upperSource: "drawn" },
      { upperBatchSize: 3 },
      { regularisation: 0.5 },
    ] as const
  ) found.add((await fit(change)).join());
  assertEquals(found.size, 12);
});

onWasm("sourceWeights() tells a weight per source behaviour, whatever comes after it", async () => {
  const weights = await drawn(small), options = { train, config: small };
  const all = await sourceWeights(weights, options), { offsets, item } = train.events;
  item.forEach((each, event) => assertEquals(Number.isNaN(all[event]), each % 2 === 0));
  const found = all.filter((each) => !Number.isNaN(each));
  assert(Math.max(...found) - Math.min(...found) > 1e-4, "all weigh the same");
  assert(found.every((each) => each > 0));

  // Of three users the first events alone: no other user, nothing later, other labels.
  const some = [2, 9, 11], cut = some.map((user) => sequences[user].slice(0, 5));
  const fewer = await sourceWeights(weights, { ...options, train: buildTrainView(cut, catalogue) });
  const same = some.flatMap((user) => [...all.subarray(offsets[user], offsets[user] + 5)]);
  assertEquals([...fewer], same);
});

onWasm("sourceWeights() depends on what was before, not on the behaviour's own place", async () => {
  const weights = await drawn(small), config = small;
  const of = async (sequence: number[]): Promise<number> => {
    const view = buildTrainView([sequence], catalogue);
    return (await sourceWeights(weights, { train: view, config }))[sequence.length - 1];
  };
  assertNotEquals(await of([0, 3, 7]), await of([4, 3, 7]));
  assertNotEquals(await of([0, 3, 7]), await of([0, 5, 7]));
  assertNotEquals(await of([0, 7]), await of([7]));
  // The last 20 of a domain are read.
  const twenty = Array.from({ length: 20 }, (_, i) => 1 + 2 * (i % 6));
  assertEquals(await of([1, ...twenty, 7]), await of([5, ...twenty, 7]));
  assertNotEquals(await of([1, ...twenty.slice(1), 7]), await of([5, ...twenty.slice(1), 7]));
});

onWasm("sourceWeights() are the perceptron's of the vectors of what was before", async () => {
  const weights = await drawn(small), seed = 1, sequence = [1, 0, 3, 2, 9, 7];
  const view = buildTrainView([sequence], catalogue);
  const all = await sourceWeights(weights, { train: view, config: small });
  const { base, phi } = BiaoModel.restored(weights, { catalogue, config: small, seed });
  const vectors = (items: number[]) => {
    const { shape: [count, size], values } = base.itemVectors(items);
    return tf.tensor(values.map((value) => 20 * value), [1, count, size]);
  };
  const found = await evaluate(phi, (weights) => {
    const history = (items: number[]) => ({
      vectors: vectors(items),
      present: new Uint8Array(items.length).fill(1),
    });
    const behaviour = { source: history([1, 3, 9]), target: history([0, 2]) };
    const inside = weights.within("importance"), item = vectors([7]).reshape([1, base.itemSize]);
    return importance(rawImportance({ ...behaviour, item }, inside, small), inside, small);
  });
  assertNear([all[5]], [...found], 1e-5);
});

onWasm("sourceWeights() by batch-softmax are of the whole view, and mean γ", async () => {
  const config = { ...small, normalisation: "batch-softmax" } as const,
    weights = await drawn(config);
  const scale = readCheckpoint(weights)["importance.scale"].values[0];
  const all = await sourceWeights(weights, { train, config });
  const found = all.filter((each) => !Number.isNaN(each));
  assertNear([found.reduce((sum, each) => sum + each, 0) / found.length], [Math.exp(scale)], 1e-4);
});

onWasm(
  "sourceWeights() refuses weights of another config, and knows views without a source",
  async () => {
    const weights = await drawn(small), only = buildTrainView([[0, 2], []], catalogue);
    await assertRejects(
      () => sourceWeights(weights, { train, config: { ...small, without: "user" } }),
      TypeError,
      'Cannot restore tensor "importance.local.layers.0.bias"',
    );
    const none = await sourceWeights(weights, { train: only, config: small });
    assertEquals([...none], [NaN, NaN]);
  },
);

onWasm("biao refuses a config that it cannot be trained with", async () => {
  for (
    const [change, message] of [
      [{ base: "din" }, 'base "din": expected one of "conet", "minet", "dasl"'],
      [{ without: "local" }, 'without "local": expected one of "none", "global", "user"'],
      [{ normalisation: "relu" }, 'normalisation "relu": expected one of "sigmoid"'],
      [{ heldOut: -0.1 }, "heldOut -0.1: expected 0 or a share below 1"],
      [{ heldOut: 1 }, "heldOut 1: expected 0 or a share below 1"],
      [{ interval: 0 }, "interval 0: expected a whole number above 0"],
      [{ terms: -1 }, "terms -1: expected a whole number of at least 0"],
      [{ terms: 1.5 }, "terms 1.5: expected a whole number of at least 0"],
      [{ step: 0 }, "step 0: expected a number above 0"],
      [{ upperOptimiser: "adagrad" }, 'upperOptimiser "adagrad": expected one of "adam", "sgd"'],
      [{ upperLearningRate: -1 }, "upperLearningRate -1: expected a number above 0"],
      [{ historyLength: 0 }, "historyLength 0: expected a whole number above 0"],
      [{ embeddingSize: 5 }, "embeddingSize 5: expected an even number"],
      [{ batchSize: 0 }, "batchSize 0: expected a whole number above 0"],
    ] as const
  ) {
    const config: BiaoConfig = JSON.parse(JSON.stringify({ ...small, ...change }));
    await assertRejects(
      () => biao.fit(train, config, contextOf()),
      RangeError,
      `Cannot train BIAO with ${message}`,
    );
  }
});
