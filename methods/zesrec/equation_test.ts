import { assert, assertEquals } from "@std/assert";
import {
  differentiate,
  NegativeSampler,
  RandomStream,
  sequenceBatches,
  sequenceWindows,
  targetCounts,
  type TextItemModel,
  textItemStep,
} from "@permafrost/bench/nn";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { zesrecModel } from "./_model.ts";
import zesrec, { type ZesrecConfig } from "./method.ts";

const SIZE = 4;
const catalogue = buildCatalogue(9, { domains: 2 });
// Nobody had item 8.
const view = buildTrainView(
  [[0, 5, 1, 6, 2, 7, 3], [3, 3, 2, 1], [], [7, 6, 5, 4], [1]],
  catalogue,
);
const events = view.events.item.length;
const config: ZesrecConfig = {
  ...zesrec.defaults,
  ...{ embeddingSize: SIZE, maximumLength: 9, dropout: 0, loss: "full-softmax" },
  ...{ itemPrecision: 3, userPrecision: 5 },
};

/** A model whose every number is drawn: as if trained, with offsets that are not 0. */
function drawn(): TextItemModel {
  const model = zesrecModel(catalogue, config, { events, seed: 1 });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    values.set(randomParameter(name, shape, 0.5).values);
  }
  return model;
}

function stepOf(model: TextItemModel) {
  const windows = sequenceWindows(view, { length: 9, keep: "all" });
  const about = { windows, batchSize: 9, seed: 1, epoch: 0, start: model.start };
  const [batch] = [...sequenceBatches(view, about)];
  const { userPrecision: statePrecision, ...rest } = config;
  return textItemStep(model, { ...batch, random: (label) => RandomStream.from(1, label) }, {
    ...{ ...rest, statePrecision },
    sampler: new NegativeSampler(view),
    counts: targetCounts(view),
  });
}

const squares = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
};

/** Equation 1, from what the scorer says of every event and item. */
async function equationOne(model: TextItemModel): Promise<number> {
  const { vectors } = model.scorer(), { offsets, item } = view.events;
  assert(vectors !== undefined);
  const { "item.offset": itemOffsets, "state.offset": xi } = model.parameters;
  const met = new Set(item),
    row = (values: Float32Array, at: number) => values.subarray(at * SIZE, (at + 1) * SIZE);
  let loss = 0;
  for (let user = 0; user < view.users; user++) {
    for (let event = offsets[user]; event < offsets[user + 1]; event++) {
      const domain = catalogue.itemDomain[item[event]], { pool } = catalogue.domains[domain];
      const history = [...item.subarray(offsets[user], event)];
      const n = await vectors.queries(
        buildQueryBatch([{ user, domain, history, candidates: [...pool] }], view),
      );
      const u = n.map((each, i) => each + row(xi.values, event)[i]);
      const { vectors: v } = await vectors.items(domain, 0);
      const scores = Array.from(
        pool,
        (_, at) => row(v, at).reduce((sum, each, i) => sum + each * u[i], 0),
      );
      const all = scores.filter((_, at) => met.has(pool[at]))
        .reduce((sum, each) => sum + Math.exp(each), 0);
      loss += Math.log(all) - scores[pool.indexOf(item[event])];
      loss += 2.5 * squares(row(xi.values, event));
    }
  }
  for (const each of met) loss += 1.5 * squares(row(itemOffsets.values, each));
  return loss;
}

forEachDevice("a step on all targets is equation 1 over their number", async () => {
  const model = drawn(), { inputs, loss } = stepOf(model);
  const { value } = await differentiate(inputs, loss);
  assertNear([value], [await equationOne(model) / events], 1e-4);
}, { devices: ["cpu", "wasm"] });

forEachDevice("all of equation 1 is trained by its slopes: networks, start, ε and ξ", async () => {
  const model = drawn(), { inputs, loss, rows, trained } = stepOf(model);
  assertEquals(Object.keys(inputs).sort(), Object.keys(model.parameters).sort());
  assertEquals(trained, undefined);
  await assertGradient(inputs, loss);
  assertEquals([...rows?.["item.offset"] ?? []].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(rows?.["state.offset"].length, events);
}, { devices: ["wasm"] });

forEachDevice("known users score as unknown ones: the step of a query has no ξ", async () => {
  const model = drawn(), candidates = [...catalogue.domains[0].pool];
  const ask = (user: number) =>
    model.scorer().score(
      buildQueryBatch([{ user, domain: 0, history: [0, 5, 1], candidates }], view),
    );
  const known = await ask(0);
  assertEquals(known, await ask(-1));
  model.parameters["state.offset"].values.fill(0);
  model.forget();
  assertEquals(await ask(0), known);
}, { devices: ["wasm"] });
