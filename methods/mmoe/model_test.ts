import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sequenceBatches } from "../../nn/batching/sequence_batches.ts";
import { sequenceWindows } from "../../nn/batching/sequence_windows.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import mmoe, { type MmoeConfig } from "./method.ts";
import { MmoeModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";

// Even items are of domain 0, odd ones of domain 1; three domains, of which the third has no item.
const catalogue = buildCatalogue(6, { domains: 3, domainOf: (item) => item % 2 });
const config: MmoeConfig = {
  ...mmoe.defaults,
  ...{ embeddingSize: 2, maximumLength: 4, experts: 2, blocks: 1, dropout: 0 },
  loss: "full-softmax",
};

/** A model whose gates and towers are known, if its encoder is not. */
function knownModel(changed: Partial<MmoeConfig> = {}) {
  const model = new MmoeModel(catalogue, { ...config, ...changed }, 1);
  const set = (name: string, values: number[]) => model.parameters[name].values.set(values);
  // Domain 0: shares 1 : 3 where x is [1, 0]; domain 1: 1 : 1 everywhere.
  set("tasks.0.gate.weight", [0, Math.log(3), 0, 0]);
  set("tasks.1.gate.weight", [0, 0, 0, 0]);
  for (const task of [0, 1]) {
    set(`tasks.${task}.tower.inner.weight`, [0, 0, 0, 0]);
    set(`tasks.${task}.tower.outer.weight`, [0, 0, 0, 0]);
  }
  return { model, set };
}

const READING = {
  x: { shape: [2, 2], values: Float32Array.of(9, 9, 1, 0) },
  one: { shape: [2, 2], values: Float32Array.of(9, 9, 4, 0) },
  two: { shape: [2, 2], values: Float32Array.of(9, 9, 0, 4) },
};

function statesOf(model: MmoeModel, domain: number): Promise<Float32Array> {
  return evaluate({ ...model.parameters, ...READING }, (weights) =>
    model.states(weights, {
      x: weights.get("x", [2, 2]),
      experts: [weights.get("one", [2, 2]), weights.get("two", [2, 2])],
    }, { domain, position: Int32Array.of(1) }));
}

forEachDevice("a state is its domain's tower of its gate's mixture of the experts", async () => {
  const { model, set } = knownModel();
  // The mixture is ¼ [4, 0] + ¾ [0, 4] = [1, 3]; of an empty tower, its layer norm is left.
  assertNear(await statesOf(model, 0), [-1, 1], 1e-3);
  // GELU(1 · 2) = 1.9545 times [10, 0] is added: [20.545, 3].
  set("tasks.0.tower.inner.bias", [2, 0]);
  set("tasks.0.tower.outer.weight", [10, 0, 0, 0]);
  set("tasks.0.tower.norm.weight", [3, 5]);
  set("tasks.0.tower.norm.bias", [0, 7]);
  assertNear(await statesOf(model, 0), [3, 2], 1e-3);
  // Of the other domain [2, 2] is mixed, which has no direction; then its gate takes expert 0.
  assertNear(await statesOf(model, 1), [0, 0], 1e-3);
  set("tasks.1.gate.bias", [50, 0]);
  assertNear(await statesOf(model, 1), [1, -1], 1e-3);
});

forEachDevice("states have the gradient of finite differences", async () => {
  const model = new MmoeModel(catalogue, { ...config, embeddingSize: 4, maximumLength: 3 }, 1);
  const inputs = model.inputs(randomParameter("items", [3, 4]), [1]);
  // A key's bias adds the same to all that a query is compared with.
  const free = Object.entries(inputs).filter(([name]) => !name.endsWith("key.bias"));
  const slopes = randomParameter("slopes", [2, 4]);
  const of = { ...Object.fromEntries(free), slopes };
  const fixed = Object.keys(inputs).filter((name) => name.endsWith("key.bias"));
  assertEquals(fixed.length, 2);
  for (const name of fixed) Object.assign(of, { [name]: randomParameter(name, [4]) });
  const loss = (weights: import("../../nn/parameters/weights.ts").Weights) => {
    const reading = model.read(weights, {
      ...{ input: Int32Array.of(0, 1, 2), size: 1, length: 3 },
    });
    const states = model.states(weights, reading, { domain: 1, position: Int32Array.of(1, 2) });
    const biases = fixed.map((name) => weights.get(name, [4]).square().sum());
    return states.mul(weights.get("slopes", [2, 4])).sum().add(biases[0]).add(biases[1]);
  };
  await assertGradient(of, loss);
}, { devices: ["cpu", "wasm"] });

forEachDevice("no state knows what comes after it", async () => {
  const model = new MmoeModel(catalogue, config, 1);
  const states = (input: number[]) =>
    evaluate(model.parameters, (weights) => {
      const sequence = { input: Int32Array.from(input), size: 1, length: 4 };
      const options = { domain: 0, position: Int32Array.of(0, 1, 2, 3) };
      return model.states(weights, model.read(weights, sequence), options);
    });
  const [before, after] = [await states([6, 1, 2, 3]), await states([6, 1, 5, 4])];
  assertEquals(after.subarray(0, 4), before.subarray(0, 4));
  assertNotEquals(after.subarray(4, 6), before.subarray(4, 6));
});

/** The only batch of some sequences, and its step. */
function stepOn(model: MmoeModel, sequences: number[][], trainable?: Uint8Array) {
  const view = buildTrainView(sequences, catalogue);
  const seen = trainable === undefined ? view : { ...view, trainable };
  const windows = sequenceWindows(seen, { length: 4, keep: "all" });
  const [batch] = sequenceBatches(seen, {
    ...{ windows, batchSize: 9, seed: 1, epoch: 0, start: model.start },
  });
  return { batch, step: trainingStep(model, batch, new NegativeSampler(view)) };
}

/** The same state before every target of a domain: the tower says its bias alone. */
function constantModel(changed: Partial<MmoeConfig>) {
  const { model, set } = knownModel(changed);
  set("tasks.0.tower.norm.weight", [0, 0]);
  set("tasks.1.tower.norm.weight", [0, 0]);
  set("tasks.0.tower.norm.bias", [1, 2]);
  set("tasks.1.tower.norm.bias", [-1, 1]);
  set("item.weight", [1, 0, 0, 1, 2, 0, 0, 3, -1, 1, 0, 0, 5, 5]);
  return { model, logits: [1, 1, 2, 3, 1, 0] };
}

for (const loss of ["full-softmax", "sampled-softmax", "bce"] as const) {
  forEachDevice(`${loss} is the mean over targets, each told from its own domain`, async () => {
    const { model, logits } = constantModel({ loss, sharedNegatives: 9, negatives: 2 });
    const { batch, step } = stepOn(model, [[0, 1, 2], [3, 1, 5, 4]]);
    const { value } = await differentiate(step.inputs, step.loss);
    const softplus = (x: number) => Math.log1p(Math.exp(x));
    const drawn = new NegativeSampler(buildTrainView([[0, 1, 2], [3, 1, 5, 4]], catalogue))
      .unseen(batch.target, { users: batch.user, count: 2, random: batch.random("negatives") });
    const losses = [...batch.target].map((target, at) => {
      if (loss === "bce") {
        return [...drawn.subarray(2 * at, 2 * at + 2)].reduce((sum, item) => {
          assertEquals(item % 2, target % 2);
          return sum + softplus(logits[item]);
        }, softplus(-logits[target]));
      }
      const rivals = logits.filter((_, item) => item % 2 === target % 2);
      return Math.log(rivals.reduce((sum, each) => sum + Math.exp(each), 0)) - logits[target];
    });
    assertEquals(losses.length, 7);
    assertAlmostEquals(value, losses.reduce((a, b) => a + b) / 7, 1e-4);
  });
}

forEachDevice(
  "a step has the tasks of its targets alone, and all experts learn by it",
  async () => {
    const model = new MmoeModel(catalogue, { ...config, embeddingSize: 4 }, 1);
    // Of 0, 1, 2 and 3 the targets are 0 and 2: what is read may be of any domain.
    const { step } = stepOn(model, [[0, 1, 2, 3]], Uint8Array.of(0b0101));
    assert("tasks.0.gate.weight" in step.inputs);
    assert(!Object.keys(step.inputs).some((name) => /^tasks\.[12]/.test(name)));
    const { gradients } = await differentiate(step.inputs, step.loss);
    for (const expert of [0, 1]) {
      const slopes = gradients[`experts.${expert}.blocks.0.attention.value.weight`];
      assert(slopes.some((slope) => slope !== 0), `expert ${expert}`);
    }
    assert(gradients["tasks.0.gate.weight"].some((slope) => slope !== 0));
    // The start, 0, 1 and 2 are read, 0 and 2 told from 0, 2 (4 was not met in training).
    assertEquals([...step.rows?.["item.weight"] ?? []].sort(), [0, 1, 2, 6]);
  },
);

forEachDevice("a query gets the vector of its domain, in the order of the queries", async () => {
  const { model, logits } = constantModel({});
  const view = buildTrainView([[0, 1]], catalogue);
  const asked = [1, 0, 1, 0].map((domain, q) => ({
    ...{ user: -1, domain, history: [0, 1, 2].slice(q % 3) },
    candidates: [domain, domain + 2, domain + 4],
  }));
  const scorer = model.scorer(), batch = buildQueryBatch(asked, view);
  assertNear(await scorer.vectors?.queries(batch) ?? [], [-1, 1, 1, 2, -1, 1, 1, 2], 1e-5);
  const expected = asked.flatMap(({ candidates }) => candidates.map((item) => logits[item]));
  assertNear(await scorer.score(batch), expected, 1e-5);
  assertEquals(await scorer.score(buildQueryBatch([], view)), new Float32Array());
});
