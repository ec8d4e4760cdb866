import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { NegativeSampler } from "../batching/negative_sampler.ts";
import { type EpochBatch, sequenceBatches } from "../batching/sequence_batches.ts";
import { sequenceWindows } from "../batching/sequence_windows.ts";
import { differentiate } from "../differentiate.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { gruOnText } from "../testing/gru_on_text.ts";
import { identityOnText } from "../testing/identity_on_text.ts";
import { targetCounts } from "./target_counts.ts";
import type { TextItemModel } from "./text_item_model.ts";
import { textItemStep } from "./text_item_step.ts";

const catalogue = buildCatalogue(8, {
  domains: 2,
  textOf: (item) => [0, 1, 2].map((i) => Math.sin(item + 2 * i)),
});
const train = buildTrainView(
  [[0, 1, 2, 3, 4], [], [2, 4, 6, 0, 2], [1], [7, 5, 3, 1, 7, 5, 3, 1, 0]],
  catalogue,
);
const both = { offsets: true, events: train.events.item.length };

const three = buildCatalogue(3, { domains: 1, textOf: (item) => [item + 1] });
const handView = buildTrainView([[0, 1], [2]], three);

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

/** A step on all windows. */
function batchOf(view: TrainView, { draw = 1, length = 5 } = {}): EpochBatch {
  const windows = sequenceWindows(view, { length, keep: "all" });
  const { items: start } = view.catalogue, batchSize = 100;
  const [batch] = [
    ...sequenceBatches(view, { windows, batchSize, seed: 1, epoch: 0, start }),
  ];
  return { ...batch, random: (label) => RandomStream.from(draw, label) };
}

function stepOf(
  model: TextItemModel,
  {
    view = train,
    draw = 1,
    sharedNegatives = 0,
    dropout = 0,
    itemPrecision = 0,
    statePrecision = 0,
  } = {},
) {
  return textItemStep(model, batchOf(view, { draw }), {
    ...{ dropout, itemPrecision, statePrecision },
    loss: sharedNegatives ? "sampled-softmax" : "full-softmax",
    sharedNegatives: Math.max(1, sharedNegatives),
    sampler: new NegativeSampler(view),
    counts: targetCounts(view),
  });
}

forEachDevice(
  "a step is the mean −log softmax of what the scorer says, and the norms",
  async () => {
    // Over the whole pool: start → 0 and 0 → 1 of user 0, start → 2 of user 1.
    const model = identityOnText(three, { offsets: true, events: 3 });
    const items = [2.1, 4.2, 6.3], states = [5.5, 1.1, 5.25], targets = [0, 1, 2];
    const nll = states.map((state, at) =>
      Math.log(items.reduce((sum, item) => sum + Math.exp(state * item), 0)) -
      state * items[targets[at]]
    );
    const mean = (nll[0] + nll[1] + nll[2]) / 3;
    const { inputs, loss } = stepOf(model, { view: handView });
    assertNear([(await differentiate(inputs, loss)).value], [mean], 1e-4);
    const priors = stepOf(model, { view: handView, itemPrecision: 3, statePrecision: 7 });
    // (λ_v/2 · Σ‖item offset‖² + λ_u/2 · Σ‖event offset‖²) / 3 targets.
    const norms = (1.5 * (0.01 + 0.04 + 0.09) + 3.5 * (0.25 + 1 + 0.0625)) / 3;
    const { value } = await differentiate(priors.inputs, priors.loss);
    assertNear([value], [mean + norms], 1e-4);
  },
);

onWasm("the norms of a sample of candidates are right on average", async () => {
  // So heavy that all else is nothing beside them.
  const norms = async (options: { sharedNegatives: number; draw: number }) => {
    const { inputs, loss } = stepOf(gruOnText(catalogue, { ...both, drawn: true }), {
      ...options,
      itemPrecision: 1e6,
    });
    return (await differentiate(inputs, loss)).value;
  };
  const whole = await norms({ sharedNegatives: 100, draw: 0 }), sampled: number[] = [];
  for (let draw = 0; draw < 300; draw++) sampled.push(await norms({ sharedNegatives: 2, draw }));
  const mean = sampled.reduce((sum, each) => sum + each, 0) / sampled.length;
  assert(Math.abs(mean / whole - 1) < 0.06, `${mean}, expected about ${whole}`);
  assert(Math.max(...sampled) > 1.2 * Math.min(...sampled), "every draw is the same");
});

onWasm("over the steps of an epoch the norms are those of one step on all", async () => {
  const model = gruOnText(catalogue, { ...both, drawn: true }),
    windows = sequenceWindows(train, { length: 3, keep: "all" });
  const options = {
    ...{ dropout: 0, loss: "full-softmax", sharedNegatives: 1, statePrecision: 1e6 } as const,
    ...{ itemPrecision: 2e6, sampler: new NegativeSampler(train), counts: targetCounts(train) },
  };
  let sum = 0, targets = 0, steps = 0;
  const about = { windows, batchSize: 1, seed: 1, epoch: 0, start: 8 };
  for (const batch of sequenceBatches(train, about)) {
    const { inputs, loss } = textItemStep(model, batch, options);
    sum += (await differentiate(inputs, loss)).value * batch.target.length;
    targets += batch.target.length;
    steps++;
  }
  assert(steps > 3);
  const squares = (values: Iterable<number>) => {
    let all = 0;
    for (const value of values) all += value * value;
    return all;
  };
  const { "item.offset": items, "state.offset": events } = model.parameters;
  const whole = (5e5 * squares(events.values) + 1e6 * squares(items.values)) / targets;
  assertNear([sum / targets / whole], [1], 1e-4);
});

onWasm("a step trains networks, start and offsets, and no text", async () => {
  const model = gruOnText(catalogue, { ...both, drawn: true }),
    before = model.text.parameter.values.slice();
  const { inputs, loss, rows } = stepOf(model);
  const { gradients } = await differentiate(inputs, loss);
  assertEquals(Object.keys(gradients).sort(), Object.keys(model.parameters).sort());
  for (const [name, slopes] of Object.entries(gradients)) {
    assert(slopes.some((slope) => Math.abs(slope) > 1e-6), name);
  }
  assertEquals(rows?.["state.offset"].length, train.events.item.length);
  assertEquals([...rows?.["item.offset"] ?? []].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(model.text.parameter.values, before);
  assertEquals(gruOnText(catalogue).inputs(), gruOnText(catalogue).parameters);
});

onWasm("a step has the offsets of its own items and events alone on the device", async () => {
  // One target, item 2, told from 0 and 4 behind 7; nothing of 1, 3, 5 and 6.
  const view = buildTrainView([[0, 4, 7, 2], [1, 3, 5]], catalogue);
  view.trainable.fill(0);
  view.trainable[0] = 1 << 3;
  const { inputs, rows, loss } = stepOf(gruOnText(catalogue, { ...both, drawn: true }), { view });
  assertEquals([...rows?.["item.offset"] ?? []].sort(), [0, 2, 4, 7]);
  assertEquals(inputs["item.offset"].shape, [4, 4]);
  assertEquals(rows?.["state.offset"], Uint32Array.of(3));
  // What was read has an offset that acts, too.
  const { gradients } = await differentiate(inputs, loss);
  const read = [...rows?.["item.offset"] ?? []].indexOf(7) * 4;
  assert(gradients["item.offset"].subarray(read, read + 4).some((slope) => slope !== 0));
});

onWasm("dropout and candidates come from the step's streams", async () => {
  for (const changes of [{ dropout: 0.5 }, { sharedNegatives: 2 }]) {
    const run = async (draw: number) => {
      const { inputs, loss } = stepOf(gruOnText(catalogue, { drawn: true }), { ...changes, draw });
      return (await differentiate(inputs, loss)).value;
    };
    assertEquals(await run(1), await run(1));
    const others = new Set([await run(1), await run(2), await run(3), await run(4)]);
    assert(others.size > 1, JSON.stringify(changes));
  }
});
