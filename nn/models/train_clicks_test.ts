import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertNotEquals,
} from "@std/assert";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { evaluate } from "../evaluate.ts";
import { copyParameters } from "../parameters/copy_parameters.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { clickBatches } from "./click_batches.ts";
import { conetNetwork } from "./conet_network.ts";
import { JointClickModel } from "./joint_click_model.ts";
import { trainClicks } from "./train_clicks.ts";

const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
// Users of an even number like what is below 6, the others the rest.
const sequences = Array.from(
  { length: 24 },
  (_, user) => Array.from({ length: 8 }, (_, step) => (user + 5 * step) % 12),
);
const train = buildTrainView(sequences, catalogue, {
  labelOf: (event, user) => (sequences[user][event] < 6) === (user % 2 === 0) ? 1 : 0,
});
const config = { learningRate: 0.01, regularisation: 0, batchSize: 1000, epochs: 1, patience: 5 };

function modelOf({ source = true, regularisation = 0 } = {}): JointClickModel {
  return JointClickModel.of(train, {
    ...{ size: 4, seed: 1, regularisation },
    network: (inputs) => conetNetwork({ ...inputs, hiddenSize: 8, layers: 2, source, seed: 1 }),
  });
}

async function fit(
  model: JointClickModel,
  { sourceWeight = 1, ...change }: { sourceWeight?: number; epochs?: number; batchSize?: number } =
    {},
): Promise<number[]> {
  const losses: number[] = [];
  const context = fitContext({ train, validation: [], answers: [] }, { seed: 1, device: "wasm" });
  await trainClicks(model, {
    ...{ train, sourceWeight, config: { ...config, ...change } },
    context: { ...context, progress: ({ loss = NaN }) => void losses.push(loss) },
  });
  return losses;
}

function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("trainClicks() takes the mean of the target's losses + γ that of the source's", async () => {
  const model = modelOf(), options = { batchSize: 1000, seed: 1, epoch: 0, source: true };
  const [{ target, source }] = clickBatches(model, train, options);
  const { inputs, losses } = model.prepare(source ? [target, source] : []);
  const [asked, other] = await Promise.all(
    losses.map(async (each) => (await evaluate(inputs, (weights) => each(weights).mean()))[0]),
  );
  for (const sourceWeight of [0.3, 2]) {
    const [loss] = await fit(modelOf(), { sourceWeight });
    assertAlmostEquals(loss, asked + sourceWeight * other, 1e-5);
  }
  assertAlmostEquals((await fit(modelOf(), { sourceWeight: 0 }))[0], asked, 1e-5);
  const regularised = modelOf({ regularisation: 0.5 });
  const { penalty } = regularised.prepare(source ? [target, source] : []);
  assert(penalty !== undefined);
  const [square] = await evaluate(inputs, penalty);
  assert(square > 1e-3);
  assertAlmostEquals((await fit(regularised))[0], asked + other + square, 1e-5);
});

onWasm(
  "trainClicks() with γ = 0 leaves alone what the source's logits alone depend on",
  async () => {
    const model = modelOf(), before = copyParameters(model.parameters);
    const changed = () =>
      Object.keys(before).filter((name) =>
        model.parameters[name].values.some((value, i) => value !== before[name].values[i])
      );
    await fit(model, { sourceWeight: 0, epochs: 3 });
    const still = ["source.1.bias", "source.1.weight", "source.head.bias", "source.head.weight"];
    assertEquals(Object.keys(before).filter((name) => !changed().includes(name)).sort(), still);
    await fit(model, { sourceWeight: 0.1, epochs: 3 });
    assertEquals(changed().sort(), Object.keys(before).sort());
  },
);

onWasm("trainClicks() without a source learns nothing of its items", async () => {
  const model = modelOf({ source: false }), before = copyParameters(model.parameters);
  await fit(model, { sourceWeight: 1, epochs: 3 });
  const item = (parameters: typeof before, at: number) =>
    parameters["item.weight"].values.slice(4 * at, 4 * at + 4);
  for (let each = 0; each < 12; each++) {
    const [is, was] = [item(model.parameters, each), item(before, each)];
    if (catalogue.itemDomain[each] === 0) assertNotEquals(is, was);
    else assertEquals(is, was);
  }
});

onWasm("trainClicks() makes its loss smaller, the same way again", async () => {
  const one = modelOf(), losses = await fit(one, { epochs: 30, batchSize: 16 });
  assertGreater(losses[0] - 0.5, losses[29]);
  const two = modelOf();
  assertEquals(await fit(two, { epochs: 30, batchSize: 16 }), losses);
  assertEquals(two.parameters, one.parameters);
});
