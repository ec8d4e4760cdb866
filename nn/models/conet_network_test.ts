import { assert, assertEquals } from "@std/assert";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertHessian } from "../testing/assert_hessian.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { clickBatches } from "./click_batches.ts";
import type { ClickBranch } from "./click_network.ts";
import { conetNetwork } from "./conet_network.ts";
import { JointClickModel } from "./joint_click_model.ts";

const sizes = { userSize: 1, itemSize: 1, hiddenSize: 2, layers: 2, seed: 1 };

/** One behaviour: of user 3, item 5, paired with 7. */
const given: Parameters = Object.fromEntries(
  Object.entries({ user: 3, item: 5, paired: 7 }).map(([name, value]) => [
    name,
    { shape: [1, 1], values: Float32Array.of(value) },
  ]),
);

function logitsOf({ logits }: ClickBranch): (weights: Weights) => Tensor {
  const nothing = (weights: Weights) => {
    const vectors = weights.get("user", [1, 1]).reshape([1, 1, 1]);
    return { length: 1, vectors, present: new Uint8Array(1) };
  };
  return (weights) =>
    logits(weights, {
      size: 1,
      user: weights.get("user", [1, 1]),
      item: weights.get("item", [1, 1]),
      paired: weights.get("paired", [1, 1]),
      target: nothing(weights),
      source: nothing(weights),
    });
}

function set(parameters: Parameters, values: Record<string, number[]>): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape }]): [string, Parameter] => [
      name,
      { shape, values: Float32Array.from(values[name]) },
    ]),
  );
}

// Matrices by rows, one per input.
const shared = {
  "target.0.weight": [1, 0, 0, 1],
  "target.0.bias": [0, -1],
  "source.0.weight": [0, 1, 1, 0],
  "source.0.bias": [1, 0],
  "cross.0": [1, 0, 0, -1],
  "cross.1": [0, 2],
};
const own = (side: string) => ({
  [`${side}.1.weight`]: [1, 1],
  [`${side}.1.bias`]: [0.5],
  [`${side}.head.weight`]: [2],
  [`${side}.head.bias`]: [-4],
});

forEachDevice("conetNetwork() is x ← relu(W x + b + H x of the other) in both towers", async () => {
  const { parameters, target, source } = conetNetwork({ ...sizes, source: true });
  assert(source !== undefined);
  const all = { ...given, ...set(parameters, shared) };
  // Target: x_t = [3 5], x_s = [3 7]. First layer: x_t = relu([3 5] + [0 −1] + [3 −7]) = [6 0],
  // x_s = relu([7 3] + [1 0] + [3 −5]) = [11 0]; second: relu(6 + 0.5 + 0) = 6.5; 2 · 6.5 − 4 = 9.
  assertNear(
    await evaluate({ ...all, ...set(target.parameters, own("target")) }, logitsOf(target)),
    [9],
    1e-5,
  );
  // Source: x_s = [3 5], x_t = [3 7]. First layer: x_s = relu([5 3] + [1 0] + [3 −7]) = [9 0],
  // x_t = relu([3 7] + [0 −1] + [3 −5]) = [6 1]; second: relu(9 + 0.5 + 2 · 1) = 11.5; 2 · 11.5 − 4 = 19.
  assertNear(
    await evaluate({ ...all, ...set(source.parameters, own("source")) }, logitsOf(source)),
    [19],
    1e-5,
  );
});

forEachDevice("conetNetwork() without a source is the target's tower alone", async () => {
  const { parameters, target, source } = conetNetwork({ ...sizes, source: false });
  assertEquals([source, target.reads], [undefined, {}]);
  assertEquals(Object.keys({ ...parameters, ...target.parameters }).sort(), [
    ...["target.0.bias", "target.0.weight", "target.1.bias", "target.1.weight"],
    ...["target.head.bias", "target.head.weight"],
  ]);
  // [3 5] + [0 −1] = [3 4]; 3 + 4 + 0.5 = 7.5; 2 · 7.5 − 4 = 11.
  const all = { ...given, ...set(parameters, shared), ...set(target.parameters, own("target")) };
  assertNear(await evaluate(all, logitsOf(target)), [11], 1e-5);
});

Deno.test("conetNetwork() halves its layers, which are 64 32 16 8 of what was released", () => {
  const { parameters, target } = conetNetwork({
    ...{ userSize: 10, itemSize: 20, hiddenSize: 64, layers: 4 },
    ...{ source: true, seed: 1 },
  });
  const shapes = [0, 1, 2].map((layer) => parameters[`target.${layer}.weight`].shape);
  assertEquals(shapes, [[30, 64], [64, 32], [32, 16]]);
  assertEquals(target.parameters["target.3.weight"].shape, [16, 8]);
  assertEquals(parameters["cross.3"].shape, [16, 8]);
});

const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const train = buildTrainView(
  Array.from({ length: 9 }, (_, user) => [0, 1, 2, 3].map((step) => (user + 5 * step) % 12)),
  catalogue,
  { labelOf: (event, user) => (event + user) % 2 === 0 ? 1 : 0 },
);

/** The joint loss of one step, with vectors of some size and units that are well above 0 or below it. */
function jointLoss({ source = true } = {}) {
  const model = JointClickModel.of(train, {
    ...{ size: 2, seed: 3 },
    network: (inputs) => conetNetwork({ ...sizes, ...inputs, hiddenSize: 4, source: true }),
  });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    values.set(randomParameter(name, shape).values.map((each) => 0.4 * each));
    if (name.endsWith("bias")) values.forEach((_, i) => values[i] += i % 3 === 2 ? -2 : 2);
  }
  const [batch] = clickBatches(model, train, { batchSize: 18, seed: 1, epoch: 0, source });
  const parts = batch.source ? [batch.target, batch.source] : [batch.target];
  const { inputs, losses } = model.prepare(parts);
  const loss = (weights: Weights): Tensor =>
    losses.map((each) => each(weights).mean()).reduce((sum, each) => sum.add(each));
  return { inputs, loss };
}

forEachDevice("conetNetwork()'s joint loss has the gradient of finite differences", async () => {
  const { inputs, loss } = jointLoss();
  await assertGradient(inputs, loss);
});

forEachDevice(
  "conetNetwork()'s target hears the source's tower, but its last layer and head",
  async () => {
    const { inputs, loss } = jointLoss({ source: false }),
      { gradients } = await differentiate(inputs, loss);
    const names = Object.keys(gradients).filter((name) => name.startsWith("source."));
    assertEquals(names.sort(), ["source.0.bias", "source.0.weight"]);
    for (const name of [...names, "cross.0", "cross.1"]) {
      assert(gradients[name].some((slope) => slope !== 0), name);
    }
    const joint = jointLoss(), both = await differentiate(joint.inputs, joint.loss);
    assert(both.gradients["source.head.weight"].some((slope) => slope !== 0));
  },
);

forEachDevice("conetNetwork()'s joint loss has the Hessian of finite differences", async () => {
  const { inputs, loss } = jointLoss();
  await assertHessian(inputs, loss);
});
