import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sequenceWindows } from "../../nn/batching/sequence_windows.ts";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { BertAdam } from "./_bert_adam.ts";
import { clozeBatches } from "./_cloze_batches.ts";
import { clozeStep } from "./_cloze_step.ts";
import { Bert4recModel } from "./_model.ts";
import bert4rec, { type Bert4recConfig } from "./method.ts";

// Which item follows 6 hangs on where the walk began, two steps before.
const catalogue = buildCatalogue(8, { domains: 1 });
const train = buildTrainView(
  Array.from({ length: 40 }, (_, user) => [[0, 2, 6, 1], [4, 2, 6, 3], [0, 1], [4, 3]][user % 4]),
  catalogue,
);
const small: Bert4recConfig = {
  ...bert4rec.defaults,
  embeddingSize: 8,
  heads: 2,
  maximumLength: 6,
  copies: 2,
  batchSize: 16,
  dropout: 0,
  epochs: 3,
};

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

async function fit(config: Partial<Bert4recConfig> = {}) {
  return await bert4rec.fit(train, { ...small, ...config }, {
    ...fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" }),
  });
}

/** The batches of an epoch of a view; the mask is 99. */
function batchesOf(view: TrainView, config: Partial<Bert4recConfig> = {}, epoch = 0) {
  const options = { ...small, maximumLength: 10, masked: 0.4, ...config };
  const windows = sequenceWindows(view, { length: options.maximumLength, keep: "all" });
  return [...clozeBatches(view, { ...options, windows, mask: 99, seed: 1, epoch })];
}

const line = buildTrainView([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]], buildCatalogue(10, { domains: 1 }));

Deno.test("bert4rec hides a share of the items, others in every copy and epoch", () => {
  const seen = new Set<string>();
  for (const epoch of [0, 1]) {
    for (const batch of batchesOf(line, { copies: 3, batchSize: 1 }, epoch)) {
      const { input, position, target, present, size, length } = batch;
      assertEquals([size, length], [1, 10]);
      // Items are their own positions here; what is not hidden stands in its place.
      assertEquals([...position], [...target]);
      input.forEach((item, at) => assertEquals(item, position.includes(at) ? 99 : at));
      if (position.length === 1) assertEquals([...position], [9]);
      else assertEquals(position.length, 4);
      assert(present.every((each) => each === 1));
      if (position.length > 1) seen.add(position.join());
    }
  }
  assertEquals(seen.size, 6);
});

Deno.test("bert4rec hides nothing that is no target, and cuts what follows the last one", () => {
  // Of ten events the third, the fifth and the eighth.
  const view = { ...line, trainable: Uint8Array.of(0b10010100, 0) };
  const batches = batchesOf(view, { copies: 4, batchSize: 1, masked: 0.9 });
  assertEquals(batches.length, 5);
  const [last, ...others] = batches.sort((a, b) => a.position.length - b.position.length);
  for (const { position } of others) assertEquals([...position], [2, 4, 7]);
  assertEquals([...last.position], [7]);
  assertEquals([...last.present], [1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  assertEquals([...last.input], [0, 1, 2, 3, 4, 5, 6, 99, 99, 99]);
});

Deno.test("bert4rec hides one item at least, and pads shorter sequences", () => {
  const view = buildTrainView([[5], [0, 1, 2]], catalogue);
  const [batch] = batchesOf(view, { copies: 1, masked: 0.01 });
  assertEquals([batch.size, batch.length, batch.target.length], [4, 3, 4]);
  for (let row = 0; row < 4; row++) {
    const own = [...batch.input.subarray(3 * row, 3 * row + 3)];
    assertEquals(own.filter((item) => item === 99).length, batch.present[3 * row + 1] ? 1 : 3);
  }
});

Deno.test("bert4rec does not see what it hides", () => {
  for (const [i, batch] of batchesOf(line, { batchSize: 1 }).entries()) {
    const item = line.events.item.slice();
    // Other items where these were: the model is given the same, and asked for the others.
    for (const at of batch.position) item[at] = 9 - item[at];
    const other = batchesOf({ ...line, events: { ...line.events, item } }, { batchSize: 1 })[i];
    assertEquals(other.input, batch.input);
    assertEquals([...other.target], [...batch.target].map((each) => 9 - each));
  }
});

/** A model that predicts the same behind everything: LayerNorm(GELU(bias of the output layer)). */
function constantModel(config: Partial<Bert4recConfig> = {}) {
  const all = { ...small, embeddingSize: 2, heads: 1, blocks: 1, ...config };
  const model = new Bert4recModel(buildCatalogue(4, { domains: 2 }), all, 1);
  const set = (name: string, values: number[]) => model.parameters[name].values.set(values);
  set("output.weight", [0, 0, 0, 0]);
  set("output.bias", [1, -1]);
  // GELU(1) = 0.8413 and GELU(−1) = −0.1587: as a normed pair 1 and −1, here 2 and −1.
  set("output_norm.weight", [1, 2]);
  set("output_norm.bias", [1, 1]);
  set("item.weight", [1, 0, 0, 1, 2, 0, 0, 3, 5, 5]);
  set("item.bias", [0, 0.5, -1, 1]);
  return { model, logits: [2, -0.5, 3, -2] };
}

forEachDevice("bert4rec scores by equation 7", async () => {
  const { model, logits } = constantModel(), { catalogue } = model;
  const view = buildTrainView([[0, 1]], catalogue);
  const asked = [[], [0, 1, 2]].flatMap((history) =>
    catalogue.domains.map(({ pool }, domain) => ({
      user: -1,
      domain,
      history,
      candidates: [...pool],
    }))
  );
  const expected = asked.flatMap(({ candidates }) => candidates.map((item) => logits[item]));
  assertNear(await model.scorer().score(buildQueryBatch(asked, view)), expected, 1e-4);
});

forEachDevice("bert4rec's loss is that of equation 8, within the domain of each item", async () => {
  const { model, logits } = constantModel({ loss: "full-softmax" }),
    { itemDomain } = model.catalogue;
  const view = buildTrainView([[0, 1, 2, 3], [3, 1]], model.catalogue);
  const windows = sequenceWindows(view, { length: 6, keep: "all" });
  const options = { ...model.config, windows, mask: model.mask, seed: 1, epoch: 0 };
  for (const batch of clozeBatches(view, options)) {
    const step = clozeStep(model, batch, new NegativeSampler(view));
    const { value, gradients } = await differentiate(step.inputs, step.loss);
    const losses = [...batch.target].map((target) => {
      const rivals = logits.filter((_, item) => itemDomain[item] === itemDomain[target]);
      return Math.log(rivals.reduce((sum, each) => sum + Math.exp(each), 0)) - logits[target];
    });
    assertAlmostEquals(value, losses.reduce((a, b) => a + b) / losses.length, 1e-4);
    // Of every domain, the slopes of all biases together are 0.
    assertAlmostEquals(gradients["item.bias"].reduce((a, b) => a + b), 0, 1e-5);
  }
});

forEachDevice("bert4rec tells a hidden item by both sides", async () => {
  const model = new Bert4recModel(catalogue, { ...small, maximumLength: 3 }, 1), { mask } = model;
  const predict = (input: number[]) =>
    evaluate(model.parameters, (weights) =>
      model.predict(weights, {
        ...{ input, size: 1, length: 3 },
        present: new Uint8Array(3).fill(1),
        position: Int32Array.of(1),
      }));
  const between = await predict([0, mask, 1]);
  assertNotEquals(await predict([2, mask, 1]), between);
  assertNotEquals(await predict([0, mask, 2]), between);
});

onWasm(
  "bert4rec forgets what is older than its positions, one of which is the mask's",
  async () => {
    const scorer = await fit({ epochs: 1 });
    const ask = (history: number[]) => {
      const query = { user: -1, domain: 0, history, candidates: [0, 1, 2, 3] };
      return scorer.score(buildQueryBatch([query], train));
    };
    assertEquals(await ask([7, 1, 2, 3, 4, 5]), await ask([1, 2, 3, 4, 5]));
    assertNotEquals(await ask([7, 2, 3, 4, 5]), await ask([1, 2, 3, 4, 5]));
  },
);

Deno.test("BertAdam clips gradients, and shrinks weights but no biases or norms", () => {
  const of = (...values: number[]) => ({
    shape: [values.length, 1],
    values: Float32Array.from(values),
  });
  const all = {
    "a.weight": of(1, 2),
    "a.bias": of(1),
    "b_norm.weight": of(1),
    "t.weight": of(4, 4),
  };
  const adam = new BertAdam({ rate: (step) => 0.1 / (step + 1), weightDecay: 0.5, norm: 1 });
  const zeros = { "a.weight": new Float32Array(2), "a.bias": new Float32Array(1) };
  const rest = { "b_norm.weight": new Float32Array(1), "t.weight": new Float32Array(1) };
  adam.update(all, { ...zeros, ...rest }, { rows: { "t.weight": Uint32Array.of(1) } });
  const values = () => Object.values(all).flatMap(({ values }) => [...values]);
  // A learning rate of 0.1 · ½; of the table, the row of the step.
  assertNear(Float32Array.from(values()), [0.95, 1.9, 1, 1, 4, 3.8], 1e-6);
  // The second step has half the rate. Clipped, 30 and 40 are 0.6 and 0.8.
  const clipped = new BertAdam({ rate: () => 0.1, weightDecay: 0, norm: 1 });
  const same = new BertAdam({ rate: () => 0.1, weightDecay: 0, norm: 100 });
  const x = { x: of(0, 0) }, y = { x: of(0, 0) };
  clipped.update(x, { x: Float32Array.of(30, 40) });
  same.update(y, { x: Float32Array.of(0.6, 0.8) });
  assertNear(clipped.state().arrays["adam.first.x"].values, [0.06, 0.08], 1e-6);
  assertNear(x.x.values, y.x.values, 1e-6);
});

onWasm("bert4rec learns what hangs on more than the last item, and beats popularity", async () => {
  const scorer = await fit({ epochs: 25, learningRate: 0.01 });
  const asked = [[0, 2, 6], [4, 2, 6]].map((history) => ({
    ...{ user: -1, domain: 0, history, candidates: [1, 3] },
  }));
  // 1 and 3 are met as often: popularity takes them for equal.
  const [one, three, other, another] = await scorer.score(buildQueryBatch(asked, train));
  assert(one > three && another > other, `${[one, three, other, another]}`);
});

onWasm("bert4rec loads what it saved", async () => {
  const scorer = await fit(), weights = await scorer.save?.();
  assert(weights !== undefined);
  assertEquals(readCheckpoint(weights)["item.weight"].shape, [9, 8]);
  assertEquals(readCheckpoint(weights)["item.bias"].shape, [8, 1]);
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
  const loaded = await bert4rec.load?.(weights, catalogue, small, context);
  assertEquals(await loaded?.save?.(), weights);
});

onWasm("bert4rec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ maximumLength: 1 }, "maximumLength 1: expected 2 at least, an item and the mask"],
      [{ masked: 1 }, "masked 1: expected at least 0 and below 1"],
      [{ copies: 0 }, "copies 0: expected a whole number above 0"],
      [{ gradientNorm: 0 }, "gradientNorm 0: expected a number above 0"],
    ] as const
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train BERT4Rec with ${message}`);
  }
});
