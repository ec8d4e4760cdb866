import { assert, assertEquals } from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sequenceBatches } from "../../nn/batching/sequence_batches.ts";
import { sequenceWindows } from "../../nn/batching/sequence_windows.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { batchPlans } from "./_batch_plan.ts";
import { itemGraph } from "./_item_graph.ts";
import { C2dsrModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { trainingStep } from "./_training_step.ts";
import c2dsr, { type C2dsrConfig } from "./method.ts";

// Even items are of domain 0, odd ones of domain 1.
const catalogue = buildCatalogue(10, { domains: 2 });
const small: C2dsrConfig = {
  ...c2dsr.defaults,
  embeddingSize: 4,
  maximumLength: 6,
  dropout: 0,
  loss: "full-softmax",
};

/** A model of some sequences and the one batch that they are. */
function world(sequences: number[][], config: Partial<C2dsrConfig> = {}) {
  const train = buildTrainView(sequences, catalogue), all = { ...small, ...config };
  const { events } = train, { items, itemDomain } = catalogue, most = all.successors;
  const graphs = {
    cross: itemGraph(events, { items, most }),
    single: itemGraph(events, { items, most, itemDomain }),
  };
  const model = new C2dsrModel(catalogue, all, { graphs, seed: 1 });
  const windows = sequenceWindows(train, { length: all.maximumLength, keep: "all" });
  const sampler = new NegativeSampler(train);
  const [batch, ...others] = sequenceBatches(train, {
    ...{ windows, batchSize: 64, seed: 1, epoch: 0, start: model.start },
  });
  assertEquals(others.length, 0);
  return { train, model, batch, sampler, step: () => trainingStep(model, batch, sampler) };
}

/** Gives every parameter of a name values of a deviation that differ from item to item. */
function fill(model: C2dsrModel, name: string, scale: number): void {
  model.parameters[name].values.forEach((_, i, values) => values[i] = scale * Math.sin(3 * i + 1));
}

const sequences = [[0, 1, 2, 3, 4], [5, 0, 6, 7], [8, 9], [2, 4, 0], [1, 3, 5, 1, 0, 2]];

forEachDevice("a target is told by what its history alone says, as a query is", async () => {
  const { train, model, step } = world(sequences, { infomaxWeight: 0 });
  for (const name of ["cross.item.weight", "single.item.weight"]) fill(model, name, 0.5);
  fill(model, "output.weight", 0.7);
  fill(model, "output.bias", 0.3);
  const asked = sequences.flatMap((sequence) =>
    sequence.map((item, at) => {
      const domain = catalogue.itemDomain[item], candidates = [...catalogue.domains[domain].pool];
      return { user: -1, domain, history: sequence.slice(0, at), candidates, item };
    })
  );
  /** −log softmax over the domain's items, the mean over all targets, by the scorer. */
  const scored = async () => {
    const scores = await scorerOf(model).score(buildQueryBatch(asked, train));
    let from = 0, sum = 0;
    for (const { candidates, item } of asked) {
      const own = scores.subarray(from, from += candidates.length);
      sum += Math.log(own.reduce((total, each) => total + Math.exp(each), 0));
      sum -= own[candidates.indexOf(item)];
    }
    return sum / asked.length;
  };
  const single = await scored(), { inputs, loss } = step();
  const { value } = await differentiate(inputs, loss);
  // Without the domains' own states, what is left is the cross-domain objective.
  for (const domain of [0, 1]) {
    for (const part of ["weight", "bias"]) {
      model.parameters[`single.${domain}.encoder.norm.${part}`].values.fill(0);
    }
  }
  const cross = await scored();
  assert(Math.abs(single - cross) > 1e-3, `${single} ${cross}`);
  assertNear([value], [single + cross], 1e-4);
});

forEachDevice("the loss weighs prediction by λ and infomax by 1 − λ", async () => {
  const { model, step } = world(sequences, { infomaxWeight: 0.25 });
  model.parameters["output.weight"].values.fill(0);
  for (const domain of [0, 1]) {
    const set = (name: string, ...values: number[]) =>
      model.parameters[`single.${domain}.${name}`].values.set(values);
    set("encoder.norm.weight", 0, 0, 0, 0);
    set("encoder.norm.bias", 1 + domain, 0, 0, 0);
    set("discriminator.weight", ...[0, 0, 1, 0], ...Array(12).fill(0));
    set("discriminator.bias", 0.5);
  }
  model.parameters["cross.encoder.norm.weight"].values.fill(0);
  model.parameters["cross.encoder.norm.bias"].values.set([0, 0, 3, 0]);
  // All scores are equal among the five items of each domain, in both objectives. All states are the
  // same, so that real and corrupted have one logit: 3 (1 + domain) + 0.5.
  const softplus = (x: number) => Math.log1p(Math.exp(x));
  const infomax = [3.5, 6.5].reduce((sum, x) => sum + softplus(-x) + softplus(x), 0);
  const { inputs, loss } = step(), { value } = await differentiate(inputs, loss);
  assertNear([value], [0.75 * 2 * Math.log(5) + 0.25 * infomax], 1e-4);
});

/** States of sequences that stand side by side, by themselves. */
function statesOf(
  model: C2dsrModel,
  input: Uint32Array,
  options: { space: "cross" | "single"; encoder: string; size: number },
): Promise<Float32Array> {
  const { space, encoder, size } = options, of = model.neighbourhood(space, input);
  // The table of the other space is not read.
  return evaluate(
    model.inputs({ cross: of, single: of }, [encoder]),
    (weights) =>
      model.encode(model.vectors(weights, space, { of }), {
        ...{ weights: weights.within(encoder), input: of.places[0], size },
      }),
  );
}

forEachDevice("each domain's infomax is of its own and of its corrupted sequences", async () => {
  const { model, batch, sampler, step } = world(sequences, { infomaxWeight: 0.5 });
  for (const name of ["cross.item.weight", "single.item.weight"]) fill(model, name, 0.5);
  model.parameters["output.weight"].values.fill(0);
  const size = 4, softplus = (x: number) => Math.log1p(Math.exp(x));
  /** The mean of the states of a sequence over the positions that count. */
  const mean = (states: Float32Array, chosen: Uint8Array, at: { row: number; of: number }) => {
    const length = chosen.length / at.of, sum = Array<number>(size).fill(0);
    const places = Array.from({ length }, (_, i) => i)
      .filter((i) => chosen[at.row * length + i] === 1);
    return sum.map((_, j) =>
      places.reduce((all, i) => all + states[(at.row * length + i) * size + j], 0) / places.length
    );
  };
  let expected = 0, changed = 0;
  for (const { domain, contrast, own } of batchPlans(model, batch, sampler)) {
    assert(contrast !== undefined && contrast.rows.length > 1);
    const { rows, ownRows, corrupted, ofDomain, ofOthers } = contrast, { length } = batch;
    const pick = (input: Uint32Array, from: Int32Array, width: number) =>
      Uint32Array.from(
        [...from].flatMap((row) => [...input.slice(row * width, (row + 1) * width)]),
      );
    const ofCross = { space: "cross", encoder: "cross.encoder", size: rows.length } as const;
    const real = await statesOf(model, pick(batch.input, rows, length), ofCross);
    const other = await statesOf(model, corrupted, ofCross);
    const ofOwn = {
      space: "single",
      encoder: `single.${domain}.encoder`,
      size: rows.length,
    } as const;
    const alone = await statesOf(model, pick(own.input, ownRows, own.length), ofOwn);
    const weight = model.parameters[`single.${domain}.discriminator.weight`].values;
    for (let row = 0; row < rows.length; row++) {
      const at = { row, of: rows.length }, z = mean(alone, ofDomain, at);
      const [fits, fitsNot] = [real, other].map((states) => {
        const c = mean(states, ofOthers, at);
        return z.reduce(
          (sum, each, i) => c.reduce((all, c, j) => all + each * weight[i * size + j] * c, sum),
          0,
        );
      });
      if (Math.abs(fits - fitsNot) > 1e-3) changed++;
      expected += (softplus(-fits) + softplus(fitsNot)) / rows.length;
    }
  }
  // Where all of a domain's events come last, causal states of the others' do not see them change.
  assert(changed > 2, `${changed}`);
  const { inputs, loss } = step(), { value } = await differentiate(inputs, loss);
  assertNear([value], [0.5 * 2 * Math.log(5) + 0.5 * expected], 1e-4);
}, { devices: ["cpu", "wasm"] });

Deno.test("a batch's plans say what is contrasted, and where it counts", () => {
  const { model, batch, sampler } = world([[0, 2, 1, 4], [1, 0, 8], [2, 6], [3, 5]]);
  // Inputs, by length: what comes before the last event, behind the start token (10).
  const rows = Array.from(
    { length: batch.size },
    (_, row) => batch.input.slice(row * batch.length, (row + 1) * batch.length).join(),
  );
  const first = rows.indexOf("10,0,2,1"), second = rows.indexOf("10,1,0,10");
  const both = [first, second].sort();
  const plans = batchPlans(model, batch, sampler);
  assertEquals(plans.map(({ domain }) => domain), [0, 1]);
  for (const { domain, contrast, own } of plans) {
    assert(contrast !== undefined);
    assertEquals([...contrast.rows], both);
    both.forEach((row, at) => {
      const part = (all: ArrayLike<number>, length: number) =>
        Array.from(all).slice(at * length, (at + 1) * length);
      const others = part(contrast.ofOthers, batch.length);
      const kept = part(contrast.corrupted, batch.length);
      const input = batch.input.slice(row * batch.length, (row + 1) * batch.length);
      assertEquals(others, [...input].map((item) => item < 10 && item % 2 !== domain ? 1 : 0));
      kept.forEach((item, i) => {
        if (input[i] % 2 === domain && input[i] < 10) assertEquals(item % 2, domain);
        else assertEquals(item, input[i]);
      });
      const events = row === first && domain === 0 ? 2 : 1,
        ofOwn = part(contrast.ofDomain, own.length);
      assertEquals(
        ofOwn,
        Array.from({ length: own.length }, (_, i) => i > 0 && i <= events ? 1 : 0),
      );
    });
  }
  const [even, odd] = plans;
  assertEquals([even.targets.length, odd.targets.length], [7, 4]);
  assertEquals([even.candidates, odd.candidates].map((each) => [...each]), [[0, 2, 4, 6, 8], [
    1,
    3,
    5,
  ]]);
});

forEachDevice(
  "infomax reaches both tables, all encoders and discriminators, and no output",
  async () => {
    const { model, step } = world(sequences, { infomaxWeight: 0.5 });
    // With outputs of 0, prediction has no slope by what lies before them.
    model.parameters["output.weight"].values.fill(0);
    const { inputs, loss, rows } = step(), { gradients } = await differentiate(inputs, loss);
    const isZero = (name: string) => gradients[name].every((slope) => slope === 0);
    for (
      const name of [
        ...[
          "cross.item.weight",
          "single.item.weight",
          "cross.encoder.blocks.1.attention.key.weight",
        ],
        ...[0, 1].flatMap((domain) => [
          `single.${domain}.encoder.blocks.0.attention.value.weight`,
          `single.${domain}.discriminator.weight`,
        ]),
      ]
    ) assertEquals(isZero(name), false, name);
    assertEquals(Object.keys(rows ?? {}).length, 4);
    const without = world(sequences, { infomaxWeight: 0 });
    without.model.parameters["output.weight"].values.fill(0);
    const plain = without.step();
    assertEquals(Object.keys(plain.inputs).filter((name) => name.includes("discriminator")), []);
    const slopes = (await differentiate(plain.inputs, plain.loss)).gradients;
    for (const [name, each] of Object.entries(slopes)) {
      if (!name.startsWith("output.")) assert(each.every((slope) => slope === 0), name);
    }
  },
  { devices: ["cpu", "wasm"] },
);

forEachDevice("prediction reaches successors that no sequence of the batch holds", async () => {
  const { model, train, sampler } = world([[0, 2], [2, 4]], { infomaxWeight: 0 });
  fill(model, "output.weight", 0.7);
  const windows = sequenceWindows(train, { length: 6, keep: "all" });
  const batches = sequenceBatches(train, {
    ...{ windows, batchSize: 1, seed: 1, epoch: 0, start: model.start },
  });
  for (const batch of batches) {
    if (!batch.input.includes(2)) continue;
    const { inputs, loss, rows } = trainingStep(model, batch, sampler);
    const { gradients } = await differentiate(inputs, loss);
    // Start token, 2, and 4, which 2's vector is made of.
    assertEquals([...rows?.["cross.item.weight"] ?? []], [10, 2, 4]);
    assert(gradients["cross.item.weight"].subarray(8).some((slope) => slope !== 0));
  }
}, { devices: ["cpu", "wasm"] });

Deno.test("a domain that a batch has nothing of takes no part in the step", () => {
  const { step } = world([[0, 2, 4], [6, 8]]);
  const names = Object.keys(step().inputs).filter((name) => name.startsWith("single."));
  assert(names.length > 1);
  for (const name of names) assert(/^single\.(item|0\.encoder)\./.test(name), name);
});
