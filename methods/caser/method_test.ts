import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertRejects,
} from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sampleBatches } from "../../nn/batching/sample_batches.ts";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { CaserModel } from "./_model.ts";
import { nextTargets, trainingStep } from "./_training_step.ts";
import caser, { type CaserConfig } from "./method.ts";

// What follows 6 hangs on the item two before it; beside it, user after user begins with the same.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from({ length: 40 }, (_, user) => [[0, 2, 6, 1], [4, 2, 6, 3], [0, 1], [4, 3]][user % 4]),
  catalogue,
);
const small: CaserConfig = {
  ...caser.defaults,
  embeddingSize: 8,
  horizontal: 4,
  vertical: 2,
  batchSize: 16,
  epochs: 3,
};

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

async function fit(config: Partial<CaserConfig> = {}, view = train) {
  const losses: number[] = [];
  const scorer = await caser.fit(view, { ...small, ...config }, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses, weights: readCheckpoint(await scorer.save?.() ?? new Uint8Array()) };
}

/** A model of one number per vector, two rows and one filter of each kind, all of it known. */
function byHand(): CaserModel {
  const config = { ...small, embeddingSize: 1, maximumLength: 2, horizontal: 1, vertical: 1 };
  const model = new CaserModel(buildCatalogue(2, { domains: 1 }), { users: 1, config, seed: 1 });
  const numbers: Record<string, number[]> = {
    "item.weight": [3, 4, 0],
    "user.weight": [2, 5],
    "output.weight": [1, 10, 2, 20],
    "output.bias": [0.5, -1],
    "encoder.vertical.weight": [10, 1],
    "encoder.horizontal.1.weight": [2],
    "encoder.horizontal.1.bias": [0.5],
    "encoder.horizontal.2.weight": [1, -1],
    "encoder.horizontal.2.bias": [0],
    "encoder.output.weight": [0.1, 1, 10],
    "encoder.output.bias": [0],
  };
  assertEquals(Object.keys(model.parameters).sort(), Object.keys(numbers).sort());
  for (const [name, values] of Object.entries(numbers)) model.parameters[name].values.set(values);
  return model;
}

forEachDevice("caser scores by equation 10", async () => {
  const model = byHand(), { catalogue } = model;
  const view = buildTrainView([[0, 1]], catalogue);
  const asked = [[0, 1], [1, 0], [1], []].flatMap((history) =>
    [0, -1].map((user) => ({ user, domain: 0, history, candidates: [0, 1] }))
  );
  // 10 · 3 + 4, 2 · 4 + ½, 3 − 4 is below 0; swapped, 4 − 3 is not; one row; none, but a bias.
  const z = [3.4 + 8.5, 4.3 + 8.5 + 10, 0.4 + 8.5, 0.5];
  const expected = z.flatMap((each) =>
    [2, 5].flatMap((user) => [each + 10 * user + 0.5, 2 * each + 20 * user - 1])
  );
  assertNear(await model.scorer().score(buildQueryBatch(asked, view)), expected, 1e-5);
});

Deno.test("caser sees the last items, the newest last", () => {
  const model = byHand();
  const { input, present } = model.images({
    offsets: Uint32Array.of(0, 0, 1, 4),
    item: Uint32Array.of(1, 0, 0, 1),
    time: new Float64Array(4),
  });
  assertEquals([...input], [2, 2, 2, 1, 0, 1]);
  assertEquals([...present], [0, 0, 0, 1, 1, 1]);
});

Deno.test("caser learns the next few events of the user that may be targets", () => {
  const view = buildTrainView([[7], [5, 6, 0, 1, 2]], catalogue);
  // All but item 0, the user's third.
  const trainable = Uint8Array.of(0b110111);
  const history = {
    offsets: Uint32Array.of(0, 1, 1, 5),
    item: Uint32Array.of(5, 5, 6, 0, 1),
    time: new Float64Array(5),
  };
  const batch = { history, user: Uint32Array.of(1, 1, 1) };
  const { sample, item, user } = nextTargets({ ...view, trainable }, batch, 3);
  assertEquals([...sample], [0, 0, 1, 1, 2]);
  assertEquals([...item], [6, 1, 5, 6, 2]);
  assertEquals([...user], [1, 1, 1, 1, 1]);
  assertEquals([...nextTargets(view, batch, 1).item], [6, 5, 2]);
});

forEachDevice("caser's loss is that of equation 14", async () => {
  const model = byHand(), view = buildTrainView([[0, 0]], model.catalogue);
  const options = {
    view,
    sampler: new NegativeSampler(buildTrainView([[0], [1]], model.catalogue)),
  };
  const config = { ...model.config, dropout: 0, unknownUsers: 0, targets: 1, negatives: 2 };
  for (const name of ["output.weight", "user.weight"]) {
    model.parameters[name].values.forEach((each, i, all) => all[i] = each / 100);
  }
  const known = new CaserModel(model.catalogue, { users: 1, config, seed: 1 });
  for (const [name, { values }] of Object.entries(model.parameters)) {
    known.parameters[name].values.set(values);
  }
  const [batch] = sampleBatches(view, { batchSize: 2, seed: 1, epoch: 0 });
  const step = trainingStep(known, batch, options);
  const { value } = await differentiate(step.inputs, step.loss);
  // Before nothing z is ½, before item 0 it is 0.3 + 6.5; both negatives are the other item.
  const losses = [0.5, 6.8].map((z) => {
    const positive = 0.01 * z + 0.1 * 0.02 + 0.5, negative = 0.02 * z + 0.2 * 0.02 - 1;
    return Math.log1p(Math.exp(-positive)) + 2 * Math.log1p(Math.exp(negative));
  });
  assertAlmostEquals(value, (losses[0] + losses[1]) / 2, 1e-5);
});

onWasm("caser never sees a target, nor what comes behind it", async () => {
  const view = buildTrainView([[0, 1, 2, 3, 4, 5]], catalogue);
  const config = { ...small, maximumLength: 2, targets: 2 };
  const model = new CaserModel(catalogue, { users: 1, config, seed: 1 });
  const sampler = new NegativeSampler(view);
  for (const batch of sampleBatches(view, { batchSize: 1, seed: 1, epoch: 0 })) {
    const [target] = batch.target, step = trainingStep(model, batch, { view, sampler });
    const seen = [...step.rows?.["item.weight"] ?? []].filter((row) => row < catalogue.items);
    assertEquals(seen.sort(), [target - 2, target - 1].filter((item) => item >= 0));
    const { gradients } = await differentiate(step.inputs, step.loss);
    // The row of no item gets no slope.
    const nought = [...step.rows?.["item.weight"] ?? []].indexOf(catalogue.items);
    if (nought >= 0) {
      assert(gradients["item.weight"].subarray(8 * nought).slice(0, 8).every((x) => x === 0));
    }
  }
});

onWasm("caser learns what hangs on more than the last item, and beats popularity", async () => {
  const config = { epochs: 30, learningRate: 0.02, dropout: 0.1, targets: 1, unknownUsers: 0.3 };
  const { scorer, losses, weights } = await fit(config);
  assertGreater(losses[0], 2 * losses[29]);
  const asked = [[0, 2, 6], [4, 2, 6]].map((history) => ({
    ...{ user: -1, domain: 0, history, candidates: [1, 3] },
  }));
  // 1 and 3 are met as often: popularity takes them for equal.
  const [one, three, other, another] = await scorer.score(buildQueryBatch(asked, train));
  assert(one > three && another > other, `${[one, three, other, another]}`);
  assert(weights["item.weight"].values.subarray(8 * 8).every((each) => each === 0));
});

onWasm("caser learns what a user likes, and nothing of a stranger", async () => {
  // Even users go from 0 to 1, odd ones to 3: the history does not say who asks.
  const view = buildTrainView(
    Array.from({ length: 20 }, (_, user) => user % 2 ? [0, 3, 0, 3, 0, 3] : [0, 1, 0, 1, 0, 1]),
    catalogue,
  );
  const { scorer } = await fit({ epochs: 25, learningRate: 0.03, maximumLength: 1 }, view);
  const asked = [0, 1, -1].map((user) => ({ user, domain: 0, history: [0], candidates: [1, 3] }));
  const [a, b, c, d, e, f] = await scorer.score(buildQueryBatch(asked, view));
  assert(a > b && d > c, `${[a, b, c, d]}`);
  assert(Math.abs(e - f) < Math.min(a - b, d - c) / 2, `${[e, f]}`);
});

onWasm("caser has a vector of all strangers, which samples without their user train", async () => {
  const start = new CaserModel(catalogue, { users: 40, config: small, seed: 1 });
  const at = 40 * 8, before = start.parameters["user.weight"].values.slice(at);
  const never = await fit({ unknownUsers: 0 }), some = await fit({ unknownUsers: 0.5 });
  assertEquals(never.weights["user.weight"].shape, [41, 8]);
  assertEquals(never.weights["user.weight"].values.slice(at), before);
  assert(some.weights["user.weight"].values.slice(at).every((each, i) => each !== before[i]));
});

onWasm("caser loads what it saved, whatever the number of users", async () => {
  const { scorer } = await fit({}), weights = await scorer.save?.();
  assert(weights !== undefined);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await caser.load?.(weights, catalogue, small, context);
  assertEquals(await loaded?.save?.(), weights);
  await assertRejects(
    async () => await caser.load?.(weights, catalogue, { ...small, maximumLength: 4 }, context),
    TypeError,
    "Cannot restore",
  );
});

onWasm("caser refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ maximumLength: 0 }, "maximumLength 0: expected a whole number above 0"],
      [{ targets: 0.5 }, "targets 0.5: expected a whole number above 0"],
      [{ unknownUsers: 1 }, "unknownUsers 1: expected at least 0 and below 1"],
      [{ weightDecay: -1 }, "weightDecay -1: expected a number of at least 0"],
      [{ epochs: 501 }, "epochs 501: expected at most 500"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train Caser with ${message}`);
  }
});
