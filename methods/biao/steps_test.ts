import { assert, assertEquals } from "@std/assert";
import {
  clickBatches,
  differentiate,
  evaluate,
  hessianVectorProduct,
  labelLosses,
  type Parameters,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { Development } from "./_development.ts";
import { BiaoModel } from "./_model.ts";
import { fixed, PerceivedSource } from "./_perceived.ts";
import { lowerStep, UPPER, upperStep } from "./_steps.ts";
import { trainingSteps } from "./_train.ts";
import biao, { type BiaoConfig } from "./method.ts";

// Even items are of the target, odd ones of the source.
const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const sequences = Array.from(
  { length: 10 },
  (_, user) => Array.from({ length: 4 + user % 5 }, (_, step) => (user + 5 * step) % 12),
);
const view = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => (event + user) % 3 === 0 ? 0 : 1,
});
const targets = sequences.flat().filter((item) => item % 2 === 0).length;
const small: BiaoConfig = {
  ...biao.defaults,
  ...{ embeddingSize: 4, batchSize: 8, upperBatchSize: 8, interval: 2 },
};

function drawn(config: Partial<BiaoConfig> = {}) {
  const model = BiaoModel.of(view, { ...small, ...config }, 1), { base } = model;
  // As large as after some training: with the vectors of the start nothing weighs anything.
  for (const [name, { values }] of Object.entries(base.parameters)) {
    const times = /^(item|user|category)/.test(name) ? 8 : 1.5;
    values.forEach((each, i) => values[i] = times * each);
  }
  // At its start the perceptron finds all of them worth the same.
  for (const name of ["global.layers.1", "local.layers.2"]) {
    const { shape, values } = model.phi[`importance.${name}.weight`];
    values.set(randomParameter(name, shape, 0.3).values);
  }
  const options = { batchSize: 8, seed: 1, epoch: 0, source: true };
  const [{ target, source, random }] = clickBatches(base, view, options);
  assert(source !== undefined);
  const upper = new Development(base, { view, config: model.config, seed: 1 }).batch(0);
  return { model, batch: { target, source, random }, parts: { target, source, ...upper } };
}

/** Of the series: none of the networks here stretches anything by more than one over it. */
const ALPHA = 0.01;

const copy = (parameters: Parameters): Parameters => structuredClone(parameters);
const onWasm = (name: string, run: () => Promise<void>): void =>
  forEachDevice(name, run, { devices: ["wasm"] });

forEachDevice("a lower step weighs each source behaviour, and is a step on θ alone", async () => {
  const { model, batch } = drawn(), { base, phi } = model, step = lowerStep(model, batch);
  const { inputs, losses: [asked, other] } = base.prepare([batch.target, batch.source]);
  const perceived = new PerceivedSource(model, batch.source);
  // The weights as plain numbers.
  const { gradients: { "importance.scale": weights } } = await differentiate(
    { "importance.scale": { shape: [8], values: new Float32Array(8) } },
    (weights) => perceived.weights(fixed(phi)).mul(weights.get("importance.scale", [8])).sum(),
  );
  assert(Math.max(...weights) - Math.min(...weights) > 1e-3, "all weigh the same");
  const expected = await differentiate(
    { ...inputs, given: { shape: [8], values: weights } },
    (all) => asked(all).mean().add(other(all).mul(all.get("given", [8])).mean()),
  );
  const { given: _, ...wanted } = expected.gradients;
  const found = await differentiate(step.inputs, step.loss);
  assertEquals(Object.keys(found.gradients).sort(), Object.keys(wanted).sort());
  assertNear([found.value], [expected.value], 1e-6);
  for (const [name, slopes] of Object.entries(wanted)) {
    assertNear(found.gradients[name], slopes, 1e-6);
  }
  assert(Object.keys(phi).every((name) => !(name in step.inputs)));
});

forEachDevice(
  "in a step the weights of a batch mean γ, and tell what equation 8 tells",
  async () => {
    const { model: { phi, ...model }, batch: { source } } = drawn();
    const perceived = new PerceivedSource(model, source);
    phi["importance.scale"].values[0] = Math.log(3);
    const [weights, raw] = await Promise.all([
      evaluate(phi, (weights) => perceived.weights(weights)),
      evaluate(phi, (weights) => perceived.raw(weights)),
    ]);
    const shares = [...raw].map((each) => 1 / (1 + Math.exp(-each)));
    const mean = shares.reduce((sum, each) => sum + each) / shares.length;
    assertNear(weights, shares.map((each) => 3 * each / mean), 1e-4);
  },
);

onWasm("before training every behaviour weighs 1", async () => {
  const model = BiaoModel.of(view, small, 1), options = { batchSize: 8, seed: 1, epoch: 0 };
  const [{ source }] = clickBatches(model.base, view, { ...options, source: true });
  assert(source !== undefined);
  const perceived = new PerceivedSource(model, source);
  const weights = await evaluate(model.phi, (weights) => perceived.weights(weights));
  assertNear(weights, new Float32Array(8).fill(1), 1e-6);
});

for (const base of ["conet", "minet", "dasl"] as const) {
  onWasm(`an upper step on ${base} is equation 14 by products and differences`, async () => {
    const { model, parts } = drawn({ base, step: ALPHA, terms: 2 }), { phi } = model;
    const step = upperStep(model, parts), before = copy(model.parameters);
    const found = await step.slopes?.();
    assert(found !== undefined);
    assertEquals(model.parameters, before);
    assertEquals(Object.keys(found.gradients).sort(), Object.keys(phi).sort());

    const { development, target, source } = parts;
    const prepared = model.base.prepare([development, target, source]), { inputs } = prepared;
    const { logits: [held], losses: [, asked, other] } = prepared;
    const perceived = new PerceivedSource(model, source);
    const train = (weights: Weights) =>
      asked(weights).mean().add(other(weights).mul(perceived.weights(fixed(phi))).mean());
    // 0 by what the development loss does not depend on.
    const { value, gradients: all } = await differentiate(
      inputs,
      (weights) => labelLosses(held(weights), development.label).mean().add(train(weights).mul(0)),
    );
    assertNear([found.value], [value], 1e-5);
    const p: Record<string, Float32Array> = copyOf(all);
    let v = copyOf(all);
    for (let n = 1; n <= 2; n++) {
      const products = await hessianVectorProduct(inputs, train, { direction: v });
      v = Object.fromEntries(
        Object.entries(v).map(([name, each]) => [
          name,
          each.map((value, i) => value - ALPHA * products[name][i]),
        ]),
      );
      for (const [name, each] of Object.entries(v)) each.forEach((value, i) => p[name][i] += value);
    }
    /** p · ∇θ L_train, where φ is now. */
    const along = async (): Promise<number> => {
      const { gradients } = await differentiate(inputs, train);
      return Object.entries(gradients).reduce(
        (sum, [name, each]) => each.reduce((sum, slope, i) => sum + slope * p[name][i], sum),
        0,
      );
    };
    for (
      const [name, place] of [["scale", 0], ["global.layers.1.bias", 0], [
        "local.layers.2.bias",
        0,
      ]] as const
    ) {
      const { values } = phi[`importance.${name}`], at = values[place];
      values[place] = at + 0.02;
      const ahead = await along();
      values[place] = at - 0.02;
      const slope = -(ahead - await along()) / 0.04;
      values[place] = at;
      const claimed = found.gradients[`importance.${name}`][place] / ALPHA;
      assert(Math.abs(slope) > 1e-6, `nothing depends on ${name}`);
      assert(Math.abs(claimed - slope) < 0.01 * Math.abs(slope), `${name}: ${claimed}, ${slope}`);
    }
  });
}

for (const base of ["conet", "minet", "dasl"] as const) {
  onWasm(`an upper step on ${base} takes users of one behaviour on either side`, async () => {
    const short = buildTrainView([[0, 1], [3, 2], [4, 5]], catalogue);
    const config = { ...small, base, batchSize: 1, upperBatchSize: 1, interval: 1 };
    const steps = [...trainingSteps(BiaoModel.of(short, config, 1), short, { seed: 1 })(0)];
    const upper = steps.filter(({ optimiser }) => optimiser === UPPER);
    assertEquals(upper.length, 2);
    for (const { slopes } of upper) assert(Number.isFinite((await slopes?.())?.value));
  });
}

Deno.test("after every interval of lower steps, over epochs, there is an upper one", () => {
  const model = BiaoModel.of(view, { ...small, interval: 3 }, 1), kinds: string[] = [];
  const steps = trainingSteps(model, view, { seed: 1 }), perEpoch = Math.ceil(targets / 8);
  const isUpper = ({ optimiser }: TrainingStep) => optimiser === UPPER;
  for (let epoch = 0; epoch < 3; epoch++) {
    kinds.push(...Array.from(steps(epoch), (step) => isUpper(step) ? "upper" : "lower"));
  }
  const expected = Array.from({ length: 3 * perEpoch }, (_, round) => [
    ...round > 0 && round % 3 === 0 ? ["upper"] : [],
    "lower",
  ]).flat();
  assertEquals(kinds, expected);
  // An epoch knows where it stands without those before it.
  const alone = Array.from(trainingSteps(model, view, { seed: 1 })(2), isUpper);
  assertEquals(alone, expected.slice(-alone.length).map((kind) => kind === "upper"));
});

Deno.test("without source behaviours there is no upper step", () => {
  const only = buildTrainView(
    sequences.map((sequence) => sequence.filter((item) => item % 2 === 0)),
    catalogue,
  );
  const model = BiaoModel.of(only, { ...small, interval: 1 }, 1);
  const steps = [...trainingSteps(model, only, { seed: 1 })(1)];
  assertEquals(steps.some(({ optimiser }) => optimiser === UPPER), false);
  assertEquals(steps.length, Math.ceil(targets / 8));
});

function copyOf(arrays: Readonly<Record<string, Float32Array>>): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(arrays).map(([name, each]) => [name, each.slice()]));
}
