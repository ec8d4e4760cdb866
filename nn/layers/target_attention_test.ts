import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/target_aware.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import {
  targetAttention,
  targetAttentionParameters,
  targetAttentionStatistics,
} from "./target_attention.ts";
import { updateStatistics } from "./update_statistics.ts";

const row = Int32Array.of(0, 0, 1, 2, 2);
const present = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0);
const x = goldenParameter("x", [3, 4, 3]), target = goldenParameter("target", [5, 3]);
type Options = Parameters<typeof targetAttention>[3];

function attend(weights: Weights, options: Partial<Options>): Tensor {
  return targetAttention(
    weights.get("x", [-1, -1, 3]),
    weights.get("target", [-1, 3]),
    weights.within("u"),
    { layers: 2, activation: "sigmoid", row, present, ...options },
  );
}

function made(dice = false) {
  return targetAttentionParameters("u", { size: 3, hidden: [6], seed: 1, dice });
}

const cases = [
  { activation: "sigmoid", expected: golden.targetAttention },
  { activation: "relu", normalise: true, expected: golden.targetAttentionNormalised },
  { activation: "dice", training: true, expected: golden.targetAttentionDice },
] as const;
for (const { expected, ...options } of cases) {
  forEachDevice(
    `targetAttention() with ${options.activation} gives PyTorch's values and gradients`,
    async () => {
      const parameters = goldenParameters(made(options.activation === "dice"));
      await assertGoldenLayer(
        { x, target, ...parameters },
        expected,
        (weights) => attend(weights, options),
      );
    },
  );
}

forEachDevice("targetAttention() has the gradient of finite differences", async () => {
  const given = {
    x: randomParameter("x", [2, 3, 3], 0.5),
    target: randomParameter("target", [3, 3], 0.5),
    ...targetAttentionParameters("u", { size: 3, hidden: [4, 3], seed: 2, dice: true }),
    "u.dice.0.alpha": randomParameter("alpha", [4]),
    "u.dice.1.alpha": randomParameter("other", [3]),
  };
  const options = {
    layers: 3,
    activation: "dice",
    training: true,
    row: Int32Array.of(0, 1, 1),
    present: Uint8Array.of(1, 1, 0, 1, 1, 1),
  } as const;
  await assertGradient(given, (weights) => attend(weights, options).sub(1).square().mean());
});

forEachDevice("targetAttention() ignores padding, and a sequence of it alone means 0", async () => {
  const given = { x, target, ...made() };
  const changed = x.values.slice();
  present.forEach((here, at) => here || changed.fill(9, 3 * at, 3 * at + 3));
  for (const normalise of [false, true]) {
    const compute = (weights: Weights) => attend(weights, { normalise });
    const other = { ...given, x: { shape: x.shape, values: changed } };
    assertEquals(await evaluate(other, compute), await evaluate(given, compute));
    const nothing = (weights: Weights) =>
      attend(weights, { normalise, present: new Uint8Array(12) });
    assertEquals((await evaluate(given, nothing)).every((each) => each === 0), true);
  }
});

forEachDevice("targetAttention() of each sequence for its own target needs no rows", async () => {
  const own = Int32Array.of(0, 1, 2), three = { shape: [3, 3], values: target.values.slice(0, 9) };
  const compute = (row?: Int32Array) =>
    evaluate({ x, target: three, ...made() }, (weights) => {
      const [items, targets] = [weights.get("x", [3, 4, 3]), weights.get("target", [3, 3])];
      const options = { layers: 2, activation: "tanh", ...row && { row } } as const;
      return targetAttention(items, targets, weights.within("u"), options);
    });
  assertNear(await compute(), await compute(own), 1e-7);
});

forEachDevice("targetAttention() gives a pair the same whatever else is asked", async () => {
  const all = await evaluate({ x, target, ...made() }, (weights) => attend(weights, {}));
  const last = { shape: [1, 3], values: target.values.slice(12) };
  const alone = await evaluate(
    { x, target: last, ...made() },
    (weights) => attend(weights, { row: Int32Array.of(2) }),
  );
  assertNear(alone, all.subarray(12), 1e-6);
});

forEachDevice("targetAttention() with Dice scores by what training recorded", async () => {
  const given = { x, target, ...made(true) };
  const statistics = targetAttentionStatistics("u", { hidden: [6] });
  const training = (weights: Weights) => attend(weights, { activation: "dice", training: true });
  const { records } = await differentiate(given, (weights) => training(weights).sum());
  updateStatistics(statistics, { records, momentum: 1 });
  assertNear(
    await evaluate(
      { ...given, ...statistics },
      (weights) => attend(weights, { activation: "dice" }),
    ),
    await evaluate(given, training),
    1e-5,
  );
});

forEachDevice("targetAttention() refuses what does not fit", async () => {
  const refused = (options: Partial<Options>) =>
    evaluate({ x, target, ...made() }, (weights) => attend(weights, options));
  await assertRejects(
    () => refused({ row: new Int32Array(4) }),
    TypeError,
    "Cannot attend to targets of shape [5,3]: expected [4,3]",
  );
  await assertRejects(
    () => refused({ present: new Uint8Array(3) }),
    TypeError,
    "Cannot mask sequences of shape [3,4,3] by 3 numbers: expected 12",
  );
  await assertRejects(
    () => refused({ row: Int32Array.of(0, 1, 2, 3, 0) }),
    RangeError,
    "Cannot embed row 3: none of 3, expected 0 … 2",
  );
});

Deno.test("targetAttentionParameters() have stable names", () => {
  assertEquals(Object.entries(made(true)).map(([name, { shape }]) => [name, ...shape]), [
    ["u.layers.0.weight", 12, 6],
    ["u.layers.0.bias", 6],
    ["u.layers.1.weight", 6, 1],
    ["u.layers.1.bias", 1],
    ["u.dice.0.alpha", 6],
  ]);
});
