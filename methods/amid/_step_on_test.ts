import { assert, assertEquals } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { smallTask } from "../../plugins/conformance/small_task.ts";
import amid, { type AmidConfig } from "./method.ts";
import { AmidModel } from "./_model.ts";
import { Observations } from "./_observations.ts";
import { trainingSteps } from "./_training_steps.ts";

const { train } = smallTask(2);
const small: AmidConfig = {
  ...amid.defaults,
  embeddingSize: 4,
  hiddenSize: 4,
  maximumLength: 5,
  blocks: 1,
  dropout: 0,
  groupSize: 6,
  slotsPerStep: 4,
  batchSize: 64,
  debiasShare: 1,
};

/** The steps of the first epoch of a config, with what is not at its start moved off it. */
function stepsOf(config: Partial<AmidConfig> = {}, steps = train) {
  const model = new AmidModel(train.catalogue, { ...small, ...config }, 1);
  model.chooseReferences(train, 1);
  const { negatives } = model.config;
  const observations = [0, 1].map((domain) =>
    new Observations(steps, { domain, negatives, seed: 1 })
  );
  return {
    model,
    steps: [...trainingSteps(model, { view: steps, observations, seed: 1, epoch: 0 })],
  };
}

const moves = (slopes: Float32Array) => slopes.some((each) => each !== 0);

forEachDevice("L_e moves all that a domain's users are made of, L_r θ alone", async (device) => {
  const { steps } = stepsOf(), first = steps.filter(({ optimiser }) => optimiser === 0);
  const second = steps.filter(({ optimiser }) => optimiser === 1);
  assertEquals(first.length, second.length);
  for (const [at, step] of [first[0], second[0]].entries()) {
    const { gradients } = await differentiate(step.inputs, step.loss);
    const trained = new Set(step.trained);
    for (const [name, slopes] of Object.entries(gradients)) {
      const isTheta = !/^(imputation|propensity)\./.test(name);
      assertEquals(trained.has(name), at === 0 || isTheta, name);
      // Adding a number to all keys changes no attention, and a ReLU may be off.
      if (!isTheta || /key\.bias|hidden|inner/.test(name)) continue;
      if (device === "wasm") assert(moves(slopes), `${name} does not move`);
    }
    // p̂ only weighs: neither ψ nor anything else learns from it in the second phase.
    const psi = Object.keys(gradients).filter((name) => name.startsWith("propensity."));
    assert(psi.length > 0);
    if (at === 1) { for (const name of psi) assert(!moves(gradients[name]), name); }
    else assert(psi.some((name) => moves(gradients[name])));
    assert(
      Object.keys(gradients).some((name) =>
        name.includes(".from.1.own") || name.includes(".from.0.own")
      ),
    );
    assertEquals(step.rows?.[AmidModel.items].length, step.inputs[AmidModel.items].shape[0]);
  }
  // One domain's networks, encoders of both.
  const names = Object.keys(first[0].inputs),
    has = (start: string) => names.some((name) => name.startsWith(start));
  assertEquals([0, 1].filter((domain) => has(`prediction.${domain}.`)).length, 1);
  assert(has("encoders.0.") && has("encoders.1."));
}, { devices: ["cpu", "wasm"] });

forEachDevice("θ learns nothing from the cross-entropy of o", async () => {
  // All of L_e but that: λ₁ = 0 leaves e, which neither ê nor p̂ is in.
  const { steps: [with_] } = stepsOf({ lambda1: 0 });
  const { steps: [without] } = stepsOf({ lambda1: 0, estimator: "none" });
  const a = await differentiate(with_.inputs, with_.loss);
  const b = await differentiate(without.inputs, without.loss);
  assert(moves(a.gradients["propensity.0.output.bias"] ?? a.gradients["propensity.1.output.bias"]));
  for (const [name, slopes] of Object.entries(b.gradients)) {
    if (name === AmidModel.items) continue;
    slopes.forEach((each, i) => {
      const other = a.gradients[name][i];
      assert(Math.abs(each - other) <= 1e-6, `${name}: ${each} and ${other}`);
    });
  }
}, { devices: ["wasm"] });

forEachDevice("norms pull at their own parameters, in their own phase", async () => {
  const of = async (config: Partial<AmidConfig>, phase: number) => {
    const { model, steps } = stepsOf(config);
    const step = steps.find(({ optimiser }) => optimiser === phase) ?? steps[0];
    const { gradients } = await differentiate(step.inputs, step.loss);
    return { model, inputs: step.inputs, gradients };
  };
  const cases = [["lambda2", 0, /^(?!imputation|propensity)/], ["lambda3", 0, /^imputation/], [
    "lambda4",
    0,
    /^propensity/,
  ], ["lambda5", 1, /^(?!imputation|propensity)/]] as const;
  for (const [key, phase, whose] of cases) {
    const plain = await of({}, phase), pulled = await of({ [key]: 0.5 }, phase);
    for (const [name, { values }] of Object.entries(plain.inputs)) {
      values.forEach((value, i) => {
        // The slope of 0.5 ‖θ‖².
        const expected = plain.gradients[name][i] + (whose.test(name) ? value : 0);
        assert(Math.abs(pulled.gradients[name][i] - expected) <= 1e-5, `${key}: ${name}`);
      });
    }
  }
}, { devices: ["wasm"] });

Deno.test("without an estimator there is one phase, and no network of one", () => {
  const { steps } = stepsOf({ estimator: "none" });
  for (const { optimiser, inputs } of steps) {
    assertEquals(optimiser, 0);
    assert(!Object.keys(inputs).some((name) => /^(imputation|propensity)\./.test(name)));
  }
});

Deno.test("estimators share the first phase, and differ in what the second asks", () => {
  const heads = { "doubly-robust": 3, ips: 2, naive: 1 } as const;
  const names = (config: Partial<AmidConfig>) => {
    const { steps } = stepsOf(config);
    return [0, 1].map((phase) => {
      const { inputs } = steps.find(({ optimiser }) => optimiser === phase) ?? steps[0];
      return new Set(Object.keys(inputs).map((name) => name.split(".")[0]));
    });
  };
  for (const estimator of ["doubly-robust", "ips", "naive"] as const) {
    const [first, second] = names({ estimator });
    assert(first.has("imputation") && first.has("propensity"));
    const asked = ["prediction", "imputation", "propensity"].filter((head) => second.has(head));
    assertEquals(asked.length, heads[estimator]);
  }
});

Deno.test("the second phase takes a share of the first one's steps", () => {
  const count = (config: Partial<AmidConfig>) => {
    const { steps } = stepsOf({ batchSize: 16, ...config });
    return [0, 1].map((phase) => steps.filter(({ optimiser }) => optimiser === phase).length);
  };
  const [all, same] = count({ debiasShare: 1 }), [first, half] = count({ debiasShare: 0.5 });
  assertEquals([same, first], [all, all]);
  assert(half >= all / 2 && half <= all / 2 + 2);
});

Deno.test("a domain without a training event has no step", () => {
  const trainable = train.trainable.slice();
  train.events.item.forEach((item, row) => {
    if (train.catalogue.itemDomain[item] === 1) trainable[row >> 3] &= ~(1 << (row & 7));
  });
  const { steps } = stepsOf({}, { ...train, trainable });
  assert(steps.length > 0);
  for (const { inputs } of steps) assert("prediction.0.output.bias" in inputs);
});
