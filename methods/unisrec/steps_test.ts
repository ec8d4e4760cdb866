import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertNotEquals,
} from "@std/assert";
import {
  differentiate,
  type EpochBatch,
  evaluate,
  NegativeSampler,
  sequenceBatches,
  sequenceWindows,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import type { Catalogue } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { domainSequences } from "./_domain_sequences.ts";
import { itemDrop, lastPositions } from "./_item_drop.ts";
import { UnisrecModel } from "./_model.ts";
import { pretrainingStep } from "./_pretraining_step.ts";
import { scorerOf } from "./_scorer.ts";
import { tuningStep } from "./_tuning_step.ts";
import unisrec, { type UnisrecConfig } from "./method.ts";

const config: UnisrecConfig = {
  ...unisrec.defaults,
  embeddingSize: 4,
  experts: 3,
  maximumLength: 6,
  dropout: 0,
  adaptorDropout: 0,
  temperature: 0.2,
};

// Items 1 and 2, of two domains, are the same; 8 and 9 are met by nobody.
const built = buildCatalogue(10, {
  domains: 2,
  textOf: (item) => [1, Math.sin(item), Math.cos(2 * item), Math.sin(3 * item)],
});
const catalogue: Catalogue = {
  ...built,
  itemIdentity: built.itemIdentity.map((item) => item === 2 ? 1 : item),
};
const view = buildTrainView([[0, 2, 3, 4, 1, 6], [5, 7, 1], [2]], catalogue);

/** Every number drawn but those of the noise, of which there is none: softplus(−40). */
function quiet(changes: Partial<UnisrecConfig> = {}, items = catalogue): UnisrecModel {
  const model = new UnisrecModel(items, { ...config, ...changes }, { seed: 1 });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    const shift = name.endsWith("norm.weight") ? 1 : 0;
    values.set(randomParameter(name, shape, 0.4).values.map((each) => each + shift));
  }
  model.networks["adaptor.noise.weight"].values.fill(0).fill(-40, 0, config.experts);
  return model;
}

/** All sequences as one batch. */
function batchOf(epoch = 0, of = view): EpochBatch {
  const train = domainSequences(of), { maximumLength: length } = config;
  const windows = sequenceWindows(train, { length, keep: "all" });
  const [batch] = sequenceBatches(train, { windows, batchSize: 9, seed: 1, epoch, start: 10 });
  return batch;
}

async function valueOf({ inputs, loss }: TrainingStep): Promise<number> {
  return (await evaluate(inputs, loss))[0];
}

/** What stands before each position of some rows, that position's item included. */
function historiesOf(
  { length, input }: Pick<EpochBatch, "length" | "input">,
  positions: ArrayLike<number>,
): number[][] {
  return Array.from(
    positions,
    (at) =>
      [...input.subarray(at - at % length, at + 1)].filter((item) => item !== catalogue.items),
  );
}

/** By the scorer: directions of histories, all of them in the domain of their first item. */
async function directions(model: UnisrecModel, histories: number[][]): Promise<number[][]> {
  const queries = histories.map((history) => ({
    ...{ user: -1, history, candidates: [0] },
    domain: history.length ? history[0] % 2 : 0,
  }));
  const vectors = await scorerOf(model).vectors?.queries(buildQueryBatch(queries, view));
  assert(vectors !== undefined);
  return histories.map((_, at) => [...vectors.subarray(4 * at, 4 * at + 4)]);
}

async function itemDirections(model: UnisrecModel): Promise<number[][]> {
  const { parameter: { values } } = await model.scored();
  return Array.from(
    { length: catalogue.items },
    (_, item) => [...values.subarray(4 * item, 4 * item + 4)],
  );
}

/** Mean of −log softmax of the own key at a temperature of 0.2, among keys that are not the same. */
function crossEntropy(states: number[][], keys: number[][], same: number[]): number {
  const cosine = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const losses = states.map((state, row) => {
    const own = Math.exp(cosine(state, keys[row]) / 0.2);
    const all = keys.reduce(
      (sum, key, at) =>
        at !== row && same[at] === same[row] ? sum : sum + Math.exp(cosine(state, key) / 0.2),
      0,
    );
    return -Math.log(own / all);
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

async function itemLoss(model: UnisrecModel, batch: EpochBatch): Promise<number> {
  const items = await itemDirections(model), targets = [...batch.target];
  const states = await directions(model, historiesOf(batch, batch.position));
  const identities = targets.map((item) => catalogue.itemIdentity[item]);
  return crossEntropy(states, targets.map((item) => items[item]), identities);
}

forEachDevice(
  "pre-training tells every target from all others of the step, by cosine",
  async () => {
    const model = quiet({ sequenceWeight: 0 }), batch = batchOf();
    // Both domains are in it, and two targets that are one item.
    assertEquals([...batch.target].sort((a, b) => a - b), [0, 1, 1, 2, 2, 3, 4, 5, 6, 7]);
    const expected = await itemLoss(model, batch);
    assertAlmostEquals(await valueOf(pretrainingStep(model, batch)), expected, 2e-5);
  },
);

forEachDevice("pre-training adds λ times the loss of sequences with items dropped", async () => {
  const changes = { sequenceWeight: 0.5, itemDrop: 0.4 };
  const model = quiet(changes), batch = batchOf();
  const dropped = itemDrop(batch, {
    ...{ rate: 0.4, random: batch.random("item drop"), start: catalogue.items },
  });
  assertNotEquals(dropped.input, batch.input);
  const whole = lastPositions(batch);
  const next = [...whole].map((at) =>
    catalogue.itemIdentity[batch.target[batch.position.indexOf(at)]]
  );
  const sequences = crossEntropy(
    await directions(model, historiesOf(batch, whole)),
    await directions(model, historiesOf(dropped, lastPositions(dropped))),
    next,
  );
  assertGreater(sequences, 0.01);
  const expected = await itemLoss(model, batch) + 0.5 * sequences;
  assertAlmostEquals(await valueOf(pretrainingStep(model, batch)), expected, 2e-5);
});

forEachDevice("pre-training takes a row's sequence up to its last target", async () => {
  // Of the first row of domain 0 (0 2 4 6) the last two events are no targets.
  const less = { ...view, trainable: Uint8Array.of(0b11010111, 0b11) };
  const changes = { sequenceWeight: 1, itemDrop: 0 }, batch = batchOf(0, less);
  const model = quiet(changes), ends = new Map<number, number>();
  for (const at of batch.position) ends.set(Math.floor(at / batch.length), at);
  assertEquals(batch.target.includes(6), false);
  const positions = [...ends].sort(([a], [b]) => a - b).map(([, at]) => at);
  const next = positions.map((at) =>
    catalogue.itemIdentity[batch.target[batch.position.indexOf(at)]]
  );
  const states = await directions(model, historiesOf(batch, positions));
  const expected = await itemLoss(model, batch) + crossEntropy(states, states, next);
  assertAlmostEquals(await valueOf(pretrainingStep(model, batch)), expected, 2e-5);
});

forEachDevice("a step of pre-training learns all of the networks, and no text", async () => {
  const model = quiet({ setting: "transductive" });
  const step = pretrainingStep(model, batchOf());
  assertEquals(Object.keys(step.inputs).sort(), Object.keys(model.networks).sort());
  assertEquals([step.trained, step.rows], [undefined, undefined]);
  model.networks["adaptor.noise.weight"].values.fill(0);
  const { gradients } = await differentiate(step.inputs, step.loss);
  for (const [name, gradient] of Object.entries(gradients)) {
    assert(gradient.some((each) => each !== 0), name);
  }
});

forEachDevice("a step's noise, dropout and item drop are a function of its batch", async () => {
  const steps = { dropout: 0.3, adaptorDropout: 0.3, sequenceWeight: 1 };
  const noisy = quiet({}),
    value = (epoch: number, changes: Partial<UnisrecConfig>) => {
      const model = quiet(changes);
      model.networks["adaptor.noise.weight"].values.fill(0);
      return valueOf(pretrainingStep(model, batchOf(epoch)));
    };
  const calm = await valueOf(pretrainingStep(noisy, batchOf()));
  const first = await value(0, {});
  assertNotEquals(first, calm);
  assertEquals(await value(0, {}), first);
  for (const key of ["dropout", "adaptorDropout", "sequenceWeight"] as const) {
    assertNotEquals(await value(0, { [key]: steps[key] }), first);
  }
  assertNotEquals(await value(1, steps), await value(0, steps));
});

/** −log softmax of a batch's targets among all items of their domains, by the scorer. */
async function fullLoss(model: UnisrecModel, batch: EpochBatch): Promise<number> {
  const items = await itemDirections(model);
  const states = await directions(model, historiesOf(batch, batch.position));
  const losses = states.map((state, at) => {
    const target = batch.target[at];
    const logits = items.map((item) => item.reduce((sum, x, i) => sum + x * state[i], 0) / 0.2);
    const own = logits.filter((_, item) => item % 2 === target % 2);
    return Math.log(own.reduce((sum, each) => sum + Math.exp(each), 0)) - logits[target];
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

/** As the method draws: from all items. */
const sampler = new NegativeSampler({
  catalogue,
  events: {
    offsets: Uint32Array.of(0, 10),
    item: Uint32Array.from({ length: 10 }, (_, item) => item),
    time: new Float64Array(10),
  },
});

for (const setting of ["inductive", "transductive"] as const) {
  forEachDevice(
    `${setting} fine-tuning begins at the cross-entropy of the scorer, over all items`,
    async () => {
      const model = quiet({ setting }), batch = batchOf();
      const step = tuningStep(model, batch, { sampler });
      assertAlmostEquals(await valueOf(step), await fullLoss(model, batch), 2e-5);
    },
  );
}

forEachDevice("inductive fine-tuning learns the adaptor alone", () => {
  const model = quiet(), { trained, inputs, rows } = tuningStep(model, batchOf(), { sampler });
  const adaptor = Object.keys(inputs).filter((name) => name.startsWith("adaptor."));
  assertEquals(adaptor.length, 2 * config.experts + 2);
  assertEquals([trained?.toSorted(), rows], [adaptor.sort(), undefined]);
  assertEquals(Object.keys(model.tuned).sort(), adaptor);
  return Promise.resolve();
});

forEachDevice(
  "transductive fine-tuning learns vectors of what is read and told apart",
  async () => {
    const model = quiet({ setting: "transductive" });
    const { trained, inputs, rows = {}, loss } = tuningStep(model, batchOf(), { sampler });
    assertEquals(trained?.toSorted(), Object.keys(model.tuned).sort());
    assert(trained?.includes("item.own"));
    assertEquals([...rows["item.own"]].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const { gradients } = await differentiate(inputs, loss);
    const own = gradients["item.own"];
    // 8 and 9 are candidates that nobody had.
    rows["item.own"].forEach((item, at) => {
      assert(own.subarray(4 * at, 4 * at + 4).some((each) => each !== 0), `item ${item}`);
    });
  },
);

forEachDevice("fine-tuning draws candidates where a domain has more", async () => {
  const value = (candidates: number, epoch = 0) =>
    valueOf(tuningStep(quiet({ candidates }), batchOf(epoch), { sampler }));
  const all = await value(5), few = await value(2);
  assertGreater(all, few);
  assertEquals(await value(1024), all);
  assertEquals(await value(2), few);
});
