import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/click_models.json" with { type: "json" };
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertHessian } from "../testing/assert_hessian.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { minetEncoder, minetEncoderParameters } from "./minet_encoder.ts";

// Two users: one has three items of the target and two of the source, the other one and none.
const here = Uint8Array.of(1, 1, 1, 1, 0, 0), there = Uint8Array.of(1, 1, 0, 0);
const shape = { size: 3, userSize: 2, hiddenSize: 4, seed: 1 };
const alone = minetEncoderParameters("e", shape);
const both = minetEncoderParameters("e", { ...shape, transferSize: 2 });
const vectors = (deviation: number): Parameters => ({
  item: randomParameter("item", [2, 3], deviation),
  user: randomParameter("user", [2, 2], deviation),
  target: randomParameter("target", [2, 3, 3], deviation),
});
const crossed = (deviation: number): Parameters => ({
  ...vectors(deviation),
  source: randomParameter("source", [2, 2, 3], deviation),
});

function encode(weights: Weights, options: { cross: boolean; here?: Uint8Array }): Tensor {
  return minetEncoder({
    item: weights.get("item", [-1, 3]),
    user: weights.get("user", [-1, -1]),
    target: { vectors: weights.get("target", [-1, -1, -1]), present: options.here ?? here },
    ...options.cross && {
      source: { vectors: weights.get("source", [-1, -1, 3]), present: there },
    },
  }, weights.within("e"));
}

for (const cross of [true, false]) {
  const name = `minetEncoder() ${cross ? "of both domains" : "of the target alone"}`;
  const given = cross ? { ...crossed(0.5), ...both } : { ...vectors(0.5), ...alone };

  forEachDevice(`${name} gives PyTorch's values and gradients`, async () => {
    const expected = cross ? golden.minet : golden.minetTargetAlone;
    await assertGoldenLayer(
      goldenParameters(given),
      expected,
      (weights) => encode(weights, { cross }),
    );
  });

  forEachDevice(`${name} has the gradient of finite differences`, async () => {
    await assertGradient(given, (weights) => encode(weights, { cross }).sub(1).square().mean());
  });

  forEachDevice(`${name} has the Hessian of finite differences`, async () => {
    await assertHessian(given, (weights) => encode(weights, { cross }).sub(1).square().mean());
  });
}

/** One number per vector, everything 0 but for what is said. */
function known(numbers: Record<string, number[]>): Parameters {
  const made = minetEncoderParameters("e", {
    ...{ size: 1, userSize: 1, hiddenSize: 1, transferSize: 1, seed: 1 },
  });
  return Object.fromEntries(
    Object.entries(made).map(([name, { shape, values }]) => [name, {
      shape,
      values: Float32Array.from(values, (_, i) => numbers[name.slice(2)]?.[i] ?? 0),
    }]),
  );
}

forEachDevice("minetEncoder() pools by relu, weighs by exp, moves the source by M", async () => {
  const given = {
    ...known({
      // Of [r, q, p, r ∘ q]: the item's own number in the target, the product in the source.
      "target.hidden.weight": [1, 0, 0, 0],
      "target.query.weight": [1],
      "source.hidden.weight": [0, 0, 0, 1],
      "source.query.weight": [1],
      "source.transfer.0.weight": [2],
      "source.transfer.1.weight": [-1],
      // Of [q, p, p_t, p_s].
      "interests.user.hidden.weight": [1, 0, 0, 0],
      "interests.user.query.weight": [0.5],
      "interests.target.hidden.weight": [0, -1, 0, 0],
      "interests.target.query.weight": [9],
      "interests.target.query.bias": [0.25],
      "interests.source.hidden.weight": [0, 0, 1, 0],
      "interests.source.query.weight": [-1],
    }),
    item: { shape: [1, 1], values: Float32Array.of(3) },
    user: { shape: [1, 1], values: Float32Array.of(5) },
    target: { shape: [1, 3, 1], values: Float32Array.of(1, -2, 9) },
    source: { shape: [1, 2, 1], values: Float32Array.of(-0.5, 0.5) },
  };
  const out = await evaluate(given, (weights) =>
    minetEncoder({
      item: weights.get("item", [1, 1]),
      user: weights.get("user", [1, 1]),
      target: { vectors: weights.get("target", [1, 3, 1]), present: Uint8Array.of(1, 1, 0) },
      source: { vectors: weights.get("source", [1, 2, 1]), present: Uint8Array.of(1, 1) },
    }, weights.within("e")));
  // Scores relu(1) and relu(−2); the source's are relu(±½ · −2 · 3), 3 and 0.
  const target = (Math.E - 2) / (Math.E + 1);
  const source = (-0.5 * Math.exp(3) + 0.5) / (Math.exp(3) + 1);
  assertNear(out, [
    3,
    Math.exp(3 / 2) * 5,
    Math.exp(0.25) * target,
    Math.exp(-target) * source,
  ], 1e-5);
});

forEachDevice(
  "minetEncoder() ignores padding, and a history of it alone is no interest",
  async () => {
    const given = { ...crossed(1), ...both }, padded = given.target.values.slice();
    here.forEach((present, at) => present || padded.fill(9, 3 * at, 3 * at + 3));
    const whole = await evaluate(given, (weights) => encode(weights, { cross: true }));
    const other = { ...given, target: { shape: [2, 3, 3], values: padded } };
    assertEquals(await evaluate(other, (weights) => encode(weights, { cross: true })), whole);
    const nothing = await evaluate(
      given,
      (weights) => encode(weights, { cross: true, here: new Uint8Array(6) }),
    );
    assertEquals([...nothing.subarray(5, 8), ...nothing.subarray(16, 19)], new Array(6).fill(0));
    assertNotEquals([...whole.subarray(5, 8)], [0, 0, 0]);
  },
);

forEachDevice("minetEncoder() of one user is the same whoever else is asked about", async () => {
  const given = { ...crossed(1), ...both };
  const all = await evaluate(given, (weights) => encode(weights, { cross: true }));
  const first = Object.fromEntries(
    Object.entries(crossed(1)).map(([name, each]) => [name, {
      shape: [1, ...each.shape.slice(1)],
      values: each.values.subarray(0, each.values.length / 2),
    }]),
  );
  const one = await evaluate({ ...both, ...first }, (weights) =>
    minetEncoder({
      item: weights.get("item", [1, 3]),
      user: weights.get("user", [1, 2]),
      target: { vectors: weights.get("target", [1, 3, 3]), present: here.subarray(0, 3) },
      source: { vectors: weights.get("source", [1, 2, 3]), present: there.subarray(0, 2) },
    }, weights.within("e")));
  assertNear(one, all.subarray(0, 11), 1e-6);
});

forEachDevice("minetEncoder() refuses what does not fit", async () => {
  const refused = (changed: Parameters) => () =>
    evaluate(
      { ...crossed(1), ...both, ...changed },
      (weights) => encode(weights, { cross: true }),
    );
  await assertRejects(
    refused({ target: randomParameter("target", [1, 6, 3]) }),
    TypeError,
    "Cannot attend to a target history of shape [1,6,3]: expected [2,-1,3]",
  );
  await assertRejects(
    refused({ source: randomParameter("source", [3, 2, 3]) }),
    TypeError,
    "Cannot attend to a source history of shape [3,2,3]: expected [2,-1,3]",
  );
  await assertRejects(
    refused({ user: randomParameter("user", [1, 2]) }),
    TypeError,
    "Cannot mix users of shape [1,2]: expected [2,-1]",
  );
  await assertRejects(
    refused({ user: randomParameter("user", [2, 3]) }),
    TypeError,
    'Cannot use tensor "e.target.hidden.weight": shape [11,4], expected [12,-1]',
  );
});

Deno.test("minetEncoderParameters() have stable names; those of the source are its own", () => {
  const shapes = (parameters: Parameters) =>
    Object.entries(parameters).map(([name, { shape }]) => `${name} ${shape}`);
  assertEquals(shapes(alone), [
    "e.target.hidden.weight 11,4",
    "e.target.query.weight 4,1",
    "e.interests.user.hidden.weight 8,4",
    "e.interests.user.query.weight 4,1",
    "e.interests.user.query.bias 1",
    "e.interests.target.hidden.weight 8,4",
    "e.interests.target.query.weight 4,1",
    "e.interests.target.query.bias 1",
  ]);
  assertEquals(shapes(both).filter((each) => each.includes("source")), [
    "e.source.hidden.weight 11,4",
    "e.source.query.weight 4,1",
    "e.source.transfer.0.weight 3,2",
    "e.source.transfer.1.weight 2,3",
    "e.interests.source.hidden.weight 11,4",
    "e.interests.source.query.weight 4,1",
    "e.interests.source.query.bias 1",
  ]);
  assertEquals(both["e.interests.user.query.bias"].values, Float32Array.of(1));
  assertEquals(both["e.interests.source.query.bias"].values, Float32Array.of(0));
});
