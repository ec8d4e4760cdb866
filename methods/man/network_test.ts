import { assert, assertEquals } from "@std/assert";
import { NegativeSampler } from "../../nn/batching/negative_sampler.ts";
import { sampleBatches } from "../../nn/batching/sample_batches.ts";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import type { Parameters } from "../../nn/parameters/parameters.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { domainView } from "./_domain_view.ts";
import { encode, encoderParameters, itemVectors, surgeInterests } from "./_encoding_layer.ts";
import { ManModel } from "./_model.ts";
import { readHistories, scorePairs } from "./_network.ts";
import { interleave } from "./_train.ts";
import { trainingStep } from "./_training_step.ts";
import man, { type ManConfig } from "./method.ts";

// Items of two domains by turns.
const catalogue = buildCatalogue(12, { domains: 2 });
const view = buildTrainView([[0, 2, 1, 4, 3], [6, 1, 8, 3, 5], [10, 0], [7]], catalogue);
const small: ManConfig = {
  ...man.defaults,
  embeddingSize: 3,
  domainEmbeddingSize: 1,
  maximumLength: 4,
  blocks: 1,
  groups: 2,
  attentionLayers: [8],
  predictionLayers: [3],
  negatives: 2,
};
const BACKBONES = ["sasrec", "gru4rec", "surge"] as const;

function modelOf(config: Partial<ManConfig>): ManModel {
  return new ManModel(catalogue, { ...small, ...config }, 1);
}

/** The step on all targets of a domain. */
function stepOf(model: ManModel, domain: number) {
  const [samples] = sampleBatches(domainView(view, domain), {
    ...{ batchSize: 100, seed: 1, epoch: 0, domain },
  });
  return trainingStep(model, samples, { domain, sampler: new NegativeSampler(view) });
}

/** Names of what a step would change. */
function moved(gradients: Readonly<Record<string, Float32Array>>): string[] {
  return Object.keys(gradients).filter((name) => gradients[name].some((slope) => slope !== 0));
}

forEachDevice("an item's vector has its domain's behind it", async () => {
  const given = { items: randomParameter("items", [2, 2]), domain: randomParameter("d", [1, 1]) };
  const [a, b, c, d] = given.items.values, [e] = given.domain.values;
  const out = await evaluate(
    given,
    (weights) => itemVectors(weights.get("items", [2, 2]), weights.get("domain", [1, 1])),
  );
  assertNear(out, [a, b, e, c, d, e], 1e-6);
});

forEachDevice("every backbone encodes M + P (equations 1 to 4), whatever the padding", async () => {
  for (const backbone of BACKBONES) {
    const config = { ...small, backbone }, shape = [1, 3, 4], present = new Uint8Array([1, 1, 0]);
    const made = encoderParameters("space", { config, size: 4, seed: 1 });
    const name = backbone === "sasrec" ? "space.encoder.position.weight" : "space.position.weight";
    const places = randomParameter("places", [4, 4]), items = randomParameter("items", shape);
    const states = (given: Parameters) =>
      evaluate(
        { ...made, ...given },
        (weights) =>
          encode(weights.get("items", shape), {
            weights: weights.within("space"),
            config,
            present,
          }),
      );
    const apart = await states({ [name]: places, items });
    const none = { shape: [4, 4], values: new Float32Array(16) };
    const placed = { shape, values: items.values.map((each, i) => each + places.values[i]) };
    assertNear(await states({ [name]: none, items: placed }), apart, 1e-4);
    const other = { shape, values: items.values.map((each, i) => i < 8 ? each : 9) };
    assertNear(
      (await states({ [name]: places, items: other })).subarray(0, 8),
      apart.subarray(0, 8),
      1e-6,
    );
  }
});

forEachDevice("SURGE's own inputs are state, readout and readout · target", async () => {
  const config: ManConfig = { ...small, backbone: "surge" }, shape = [1, 3, 4];
  const made = encoderParameters("space", { config, size: 4, seed: 1 });
  const target = randomParameter("target", [2, 4]);
  const out = await evaluate(
    { ...made, placed: randomParameter("placed", shape), target },
    (weights) => {
      const [state, ...others] = surgeInterests(
        weights.get("placed", shape),
        weights.get("target", [2, 4]),
        {
          weights: weights.within("space"),
          ...{ config, present: new Uint8Array([1, 1, 0]), row: new Int32Array(2) },
        },
      );
      return state.concat(others, 1);
    },
  );
  for (let pair = 0; pair < 2; pair++) {
    for (let i = 0; i < 4; i++) {
      const [readout, product] = [4, 8].map((from) => out[pair * 12 + from + i]);
      assertNear([product], [readout * target.values[pair * 4 + i]], 1e-5);
    }
  }
});

forEachDevice("without attentions a logit is the local plus the global one (14, 15)", async () => {
  for (const backbone of BACKBONES) {
    const both = modelOf({ backbone, without: ["isa", "sfa", "gpa"] });
    const logitsOf = async (parts: ManConfig["parts"]) => {
      const model = modelOf(parts === "both" ? both.config : { backbone, parts });
      for (const [name, { values }] of Object.entries(model.parameters)) {
        values.set(both.parameters[name].values);
      }
      const asked = { histories: view.events, targets: new Uint32Array([0, 4, 10, 2]) };
      const histories = domainView(view, 0).events;
      const ready = model.prepare(0, { ...asked, histories });
      const { config } = model, row = new Int32Array([0, 1, 2, 3]);
      return await evaluate(
        ready.inputs,
        (weights) =>
          scorePairs(weights, readHistories(weights, ready.histories, { config }), {
            pairs: { ...ready.histories, targets: ready.targets, row },
            config,
          }),
      );
    };
    const [local, global] = [await logitsOf("local"), await logitsOf("global")];
    assertNear(await logitsOf("both"), local.map((each, i) => each + global[i]), 1e-5);
  }
});

forEachDevice("the loss is the mean binary cross-entropy and λ_g L^g (16 to 18)", async () => {
  const model = modelOf({ disentanglement: 0.01 });
  for (const name of ["local.0.prediction", "global.prediction"]) {
    model.parameters[`${name}.layers.1.weight`].values.fill(0);
  }
  model.parameters["global.prototypes.weight"].values.set([0, 0, 0, 0, 1, 0, 0, 1]);
  const step = stepOf(model, 0);
  const { value } = await differentiate(step.inputs, step.loss);
  assertNear([value], [Math.LN2 - 0.01 * 2], 1e-5);
});

forEachDevice("a step is of its own domain and of what all share", async () => {
  for (const backbone of BACKBONES) {
    const { inputs, rows, loss } = stepOf(modelOf({ backbone }), 1);
    for (const name of Object.keys(inputs)) {
      assert(!/local\.0\.|domains\.0\./.test(name), name);
    }
    assertEquals(Object.keys(rows ?? {}).sort(), ["global.item.weight", "local.1.item.weight"]);
    const names = moved((await differentiate(inputs, loss)).gradients);
    const wanted = ["local.1.item", "local.1.domain", "local.1.encoder", "local.1.similarity"];
    wanted.push("local.1.fusion", "local.1.groups", "global.prototypes", "global.encoder");
    wanted.push("global.item", "global.domains.1", "local.1.prediction", "global.prediction");
    for (const start of wanted) {
      assert(names.some((name) => name.startsWith(start)), `${backbone}: no slope of ${start}`);
    }
  }
});

// The blocks of rows of the local prediction's first layer: e, s^s, g, s, M (equation 14).
const FLOWS = [
  { only: 0, part: "similarity", items: true, encoders: false, prototypes: false },
  { only: 1, part: "fusion", items: false, encoders: false, prototypes: false },
  { only: 2, part: "groups", items: false, encoders: false, prototypes: true },
  { only: 3, part: "encoder", items: true, encoders: true, prototypes: false },
] as const;

for (const { only, part, items, encoders, prototypes } of FLOWS) {
  forEachDevice(
    `where all hangs on ${part}, gradients flow where appendix A.3 lets them`,
    async () => {
      const model = modelOf({ disentanglement: 0 }), { parameters } = model;
      parameters["global.prediction.layers.1.weight"].values.fill(0);
      const first = parameters["local.0.prediction.layers.0.weight"], block = 4 * 3;
      first.values.forEach((_, i) => {
        if (Math.floor(i / block) !== only) first.values[i] = 0;
      });
      // ReLU lets something through.
      parameters["local.0.prediction.layers.0.bias"].values.fill(5);
      const step = stepOf(model, 0);
      const names = moved((await differentiate(step.inputs, step.loss)).gradients);
      const has = (start: RegExp) => names.some((name) => start.test(name));
      assert(has(new RegExp(`^local\\.0\\.${part}`)), part);
      assertEquals(has(/^(local\.0|global)\.item/), items, `items: ${names}`);
      assertEquals(has(/encoder\.(blocks|norm)/), encoders, `encoders: ${names}`);
      assertEquals(has(/^global\.prototypes/), prototypes, `prototypes: ${names}`);
    },
    { devices: ["cpu", "wasm"] },
  );
}

forEachDevice("padding and the other histories change no logit", async () => {
  for (const backbone of BACKBONES) {
    const model = modelOf({ backbone, maximumLength: 6 }), { config } = model;
    const { events } = domainView(view, 0);
    const logitsOf = (histories: typeof events, count: number, fit: boolean) => {
      const targets = new Uint32Array(count).fill(8);
      const ready = model.prepare(0, { histories, targets, fit });
      const row = Int32Array.from(targets, (_, pair) => pair);
      return evaluate(
        ready.inputs,
        (weights) =>
          scorePairs(weights, readHistories(weights, ready.histories, { config }), {
            pairs: { ...ready.histories, targets: ready.targets, row },
            config,
          }),
      );
    };
    const all = await logitsOf(events, 4, false);
    assertNear(await logitsOf(events, 4, true), all, 1e-5);
    const alone = { ...events, offsets: events.offsets.slice(0, 2) };
    assertNear(await logitsOf(alone, 1, true), all.subarray(0, 1), 1e-5);
  }
});

Deno.test("items of one identity share their global vector and no local one", () => {
  const itemIdentity = catalogue.itemIdentity.map((item) => item === 5 ? 2 : item);
  const model = new ManModel({ ...catalogue, itemIdentity }, small, 1);
  const rowsOf = (domain: number, item: number) =>
    model.prepare(domain, { targets: new Uint32Array([item]) }).rows;
  assertEquals(rowsOf(0, 2)["global.item.weight"], rowsOf(1, 5)["global.item.weight"]);
  assertEquals([...rowsOf(0, 2)["local.0.item.weight"]], [1]);
  assertEquals([...rowsOf(1, 5)["local.1.item.weight"]], [2]);
  const shape = (name: string) => model.parameters[name].shape[0];
  // 11 identities, 6 items per domain, and a start token each.
  assertEquals([shape("global.item.weight"), shape("local.0.item.weight")], [12, 7]);
});

Deno.test("the view of a domain has its events and targets alone", () => {
  const trainable = new Uint8Array([0b01011010, 0b1]);
  const own = domainView({ ...view, trainable }, 1);
  assertEquals([...own.events.offsets], [0, 2, 5, 5, 6]);
  assertEquals([...own.events.item], [1, 3, 1, 3, 5, 7]);
  // Of the events 2, 4, 6, 8, 9, 12, the targets are 4, 6, 8.
  assertEquals([...own.trainable], [0b001110]);
});

Deno.test("turns are spread evenly over an epoch, with none for a domain without targets", () => {
  assertEquals(interleave([4, 2, 0]), [0, 1, 0, 0, 1, 0]);
  assertEquals(interleave([0, 0]), []);
});
