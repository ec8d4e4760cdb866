import { assertAlmostEquals, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/target_aware.json" with { type: "json" };
import { tf } from "../_tf.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { dienEncoder, dienEncoderParameters } from "./dien_encoder.ts";

const row = Int32Array.of(0, 0, 1, 2, 2);
const present = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0);
const x = goldenParameter("x", [3, 4, 3]), target = goldenParameter("target", [5, 3]);
const unseen = goldenParameter("unseen", [3, 4, 3]);
const made = dienEncoderParameters("e", { size: 3, seed: 1 });
interface Options {
  readonly row: Int32Array;
  readonly present: Uint8Array;
  readonly unseen: Tensor;
}

/** States, and the auxiliary loss behind them where items that were not had are given. */
function encode(weights: Weights, options: Partial<Options> = {}): Tensor {
  const { states, auxiliary } = dienEncoder(
    weights.get("x", [-1, -1, 3]),
    weights.get("target", [-1, 3]),
    weights.within("e"),
    { row, present, ...options },
  );
  return auxiliary === undefined ? states : tf.concat([states.flatten(), auxiliary.reshape([1])]);
}

function encodeAll(weights: Weights, options: Partial<Options> = {}): Tensor {
  return encode(weights, { ...options, unseen: weights.get("unseen", [-1, -1, 3]) });
}

forEachDevice("dienEncoder() gives PyTorch's states, auxiliary loss and gradients", async () => {
  const given = { x, target, unseen, ...goldenParameters(made) };
  await assertGoldenLayer(given, golden.dien, (weights) => encodeAll(weights));
});

forEachDevice("dienEncoder() has the gradient of finite differences", async () => {
  const given = {
    x: randomParameter("x", [2, 3, 3]),
    target: randomParameter("target", [3, 3]),
    unseen: randomParameter("unseen", [2, 3, 3]),
    ...made,
  };
  const options = { row: Int32Array.of(0, 1, 1), present: Uint8Array.of(1, 1, 1, 1, 1, 0) };
  await assertGradient(
    given,
    (weights) => encodeAll(weights, options).sub(1).square().mean(),
  );
});

forEachDevice(
  "dienEncoder() ignores padding, and a sequence of it alone evolves nothing",
  async () => {
    const given = { x, target, unseen, ...made };
    const padded = ({ shape, values }: Parameters[string]) => {
      const changed = values.slice();
      present.forEach((here, at) => here || changed.fill(9, 3 * at, 3 * at + 3));
      return { shape, values: changed };
    };
    const whole = await evaluate(given, (weights) => encodeAll(weights));
    const other = { ...given, x: padded(x), unseen: padded(unseen) };
    assertEquals(await evaluate(other, (weights) => encodeAll(weights)), whole);
    const nothing = await evaluate(
      given,
      (weights) => encodeAll(weights, { present: new Uint8Array(12) }),
    );
    assertEquals(nothing.every((each) => each === 0), true);
  },
);

forEachDevice("dienEncoder() gives a pair the same whatever else is asked", async () => {
  const all = await evaluate({ x, target, ...made }, (weights) => encode(weights));
  const last = { shape: [1, 3], values: target.values.slice(12) };
  const alone = await evaluate(
    { x, target: last, ...made },
    (weights) => encode(weights, { row: Int32Array.of(2) }),
  );
  assertNear(alone, all.subarray(12), 1e-6);
  assertNotEquals([...all.subarray(9, 12)], [...all.subarray(12)]);
});

/** One number per vector: the update gate open, the candidate tanh(x), nothing else. */
function knownInterests(): Parameters {
  const zeros = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((product, each) => product * each, 1)),
  });
  const made = dienEncoderParameters("e", { size: 1, seed: 1 });
  return {
    ...Object.fromEntries(Object.entries(made).map(([name, { shape }]) => [name, zeros(...shape)])),
    "e.extractor.input.weight": { shape: [1, 3], values: Float32Array.of(0, 0, 1) },
    "e.extractor.input.bias": { shape: [3], values: Float32Array.of(0, 100, 0) },
  };
}

forEachDevice("dienEncoder() teaches an interest the next item, against one not had", async () => {
  // Items 1, 2, 3 and 1, 5; instead of the next ones −1, 4 and ½. What stands first is never used.
  const given = {
    ...knownInterests(),
    x: { shape: [2, 3, 1], values: Float32Array.of(1, 2, 3, 1, 5, 9) },
    unseen: { shape: [2, 3, 1], values: Float32Array.of(9, -1, 4, 9, 0.5, 9) },
    target: { shape: [2, 1], values: new Float32Array(2) },
  };
  const loss = (weights: Weights) => {
    const [items, targets] = [weights.get("x", [2, 3, 1]), weights.get("target", [2, 1])];
    const { states, auxiliary } = dienEncoder(items, targets, weights.within("e"), {
      present: Uint8Array.of(1, 1, 1, 1, 1, 0),
      unseen: weights.get("unseen", [2, 3, 1]),
    });
    if (auxiliary === undefined) throw new Error("no auxiliary loss");
    return auxiliary.add(states.sum().mul(0));
  };
  const hit = (state: number, item: number) => -Math.log(1 / (1 + Math.exp(-state * item)));
  const miss = (state: number, item: number) => -Math.log(1 - 1 / (1 + Math.exp(-state * item)));
  const [one, two] = [Math.tanh(1), Math.tanh(2)];
  const sum = hit(one, 2) + miss(one, -1) + hit(two, 3) + miss(two, 4) + hit(one, 5) +
    miss(one, 0.5);
  const { value, gradients } = await differentiate(given, loss);
  assertAlmostEquals(value, sum / 2, 1e-5);
  // It teaches the first layer and the items, not what depends on the target.
  for (const name of ["target", "e.attention.weight", "e.evolution.input.weight"]) {
    assertEquals(gradients[name].every((slope) => slope === 0), true, name);
  }
  assertEquals([0, 3, 5].map((at) => gradients.unseen[at]), [0, 0, 0]);
  assertEquals([1, 2, 4].every((at) => gradients.unseen[at] > 0), true);
});

forEachDevice("dienEncoder() evolves by how much the target attends", async () => {
  // Interests tanh(100) = 1 and tanh(−100) = −1, scores target · ±1; update gates σ(0), candidates of
  // tanh(interest): from 0 to a₁ ½ tanh(1), then on to tanh(−1) by a₂ ½.
  const given = {
    ...knownInterests(),
    "e.attention.weight": { shape: [1, 1], values: Float32Array.of(1) },
    "e.evolution.input.weight": { shape: [1, 3], values: Float32Array.of(0, 0, 1) },
    x: { shape: [1, 2, 1], values: Float32Array.of(100, -100) },
    target: { shape: [2, 1], values: Float32Array.of(0, 2) },
  };
  const states = await evaluate(given, (weights) => {
    const [items, targets] = [weights.get("x", [1, 2, 1]), weights.get("target", [2, 1])];
    const options = { present: Uint8Array.of(1, 1), row: new Int32Array(2) };
    return dienEncoder(items, targets, weights.within("e"), options).states;
  });
  const expected = [0, 2].map((target) => {
    const first = 1 / (1 + Math.exp(-2 * target)), second = 1 - first;
    const state = first / 2 * Math.tanh(1);
    return state + second / 2 * (Math.tanh(-1) - state);
  });
  assertNear(states, expected, 1e-6);
});

forEachDevice("dienEncoder() of one position has no next item to tell", async () => {
  const one = { shape: [3, 1, 3], values: x.values.slice(0, 9) };
  const states = await evaluate(
    { x: one, unseen: one, target, ...made },
    (weights) => encodeAll(weights, { present: Uint8Array.of(1, 1, 1) }),
  );
  assertEquals(states.length, 15);
});

forEachDevice("dienEncoder() refuses what does not fit", async () => {
  const refused = (compute: (weights: Weights) => Tensor) => () =>
    evaluate({ x, target, unseen: target, ...made }, compute);
  await assertRejects(
    refused((weights) => encode(weights, { row: new Int32Array(4) })),
    TypeError,
    "Cannot evolve towards targets of shape [5,3]: expected [4,3]",
  );
  await assertRejects(
    refused((weights) => encode(weights, { unseen: weights.get("unseen", [5, 3]) })),
    TypeError,
    "Cannot compare with items of shape [5,3]: expected [3,4,3]",
  );
  await assertRejects(
    refused((weights) => encode(weights, { present: new Uint8Array(3) })),
    TypeError,
    "Cannot mask a tensor of shape [3,4,3] by 3 numbers: expected 12",
  );
});

Deno.test("dienEncoderParameters() have stable names", () => {
  assertEquals(Object.entries(made).map(([name, { shape }]) => [name, ...shape]), [
    ["e.extractor.input.weight", 3, 9],
    ["e.extractor.input.bias", 9],
    ["e.extractor.hidden.weight", 3, 9],
    ["e.extractor.hidden.bias", 9],
    ["e.attention.weight", 3, 3],
    ["e.evolution.input.weight", 3, 9],
    ["e.evolution.input.bias", 9],
    ["e.evolution.hidden.weight", 3, 9],
    ["e.evolution.hidden.bias", 9],
  ]);
});
