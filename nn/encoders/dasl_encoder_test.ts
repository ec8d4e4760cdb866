import { assertEquals, assertRejects } from "@std/assert";
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
import { daslEncoder, daslEncoderParameters } from "./dasl_encoder.ts";

// Two users: one has three items of the target and two of the source, the other one and none.
const here = Uint8Array.of(1, 1, 1, 1, 0, 0), there = Uint8Array.of(1, 1, 0, 0);
const shape = { size: 3, userSize: 2, stateSize: 2, hiddenSize: 4, seed: 1 };
const target = daslEncoderParameters("t", shape);
const alone: Parameters = {
  ...target,
  item: randomParameter("item", [2, 3], 0.5),
  user: randomParameter("user", [2, 2], 0.5),
  "t.history": randomParameter("t.history", [2, 3, 3]),
};
const both: Parameters = {
  ...alone,
  ...Object.fromEntries(
    Object.entries(daslEncoderParameters("s", shape)).filter(([name]) => name.includes("states")),
  ),
  "s.history": randomParameter("s.history", [2, 2, 3]),
};

function encode(
  weights: Weights,
  options: { cross: boolean; here?: Uint8Array; there?: Uint8Array },
): Tensor {
  const [own, other] = [weights.within("t"), weights.within("s")];
  return daslEncoder({
    item: weights.get("item", [-1, 3]),
    user: weights.get("user", [-1, 2]),
    own: { vectors: own.get("history", [-1, -1, -1]), present: options.here ?? here },
    ...options.cross && {
      other: { vectors: other.get("history", [-1, -1, 3]), present: options.there ?? there },
    },
  }, {
    own: own.within("states"),
    ...options.cross && { other: other.within("states") },
    attention: own.within("attention"),
  });
}

for (const cross of [true, false]) {
  const name = `daslEncoder() of ${cross ? "both domains" : "the target alone"}`;
  const given = cross ? both : alone;
  const loss = (weights: Weights) => encode(weights, { cross }).sub(1).square().mean();

  forEachDevice(`${name} gives PyTorch's values and gradients`, async () => {
    const expected = cross ? golden.dasl : golden.daslTargetAlone;
    await assertGoldenLayer(
      goldenParameters(given),
      expected,
      (weights) => encode(weights, { cross }),
    );
  });

  forEachDevice(`${name} has the gradient of finite differences`, async () => {
    await assertGradient(given, loss);
  });

  forEachDevice(`${name} has the Hessian of finite differences`, async () => {
    await assertHessian(given, loss);
  });
}

forEachDevice("daslEncoder() attends to both domains at once, as the item asks", async () => {
  // Update gates that are open, candidates tanh(r + u): states are tanh of what stands there. Scores
  // are tanh(h + q), and a state's share is e to it, among all three.
  const made = daslEncoderParameters("d", {
    ...{ size: 1, userSize: 1, stateSize: 1, hiddenSize: 1, seed: 1 },
  });
  const numbers: Record<string, number[]> = {
    "d.states.input.weight": [0, 0, 1, 0, 0, 1],
    "d.states.input.bias": [0, 100, 0],
    "d.attention.state.weight": [1],
    "d.attention.item.weight": [1],
    "d.attention.query.weight": [1],
  };
  const given: Parameters = {
    ...Object.fromEntries(
      Object.entries(made).map(([name, { shape, values }]) => [name, {
        shape,
        values: Float32Array.from(values, (_, i) => numbers[name]?.[i] ?? 0),
      }]),
    ),
    item: { shape: [1, 1], values: Float32Array.of(-1) },
    user: { shape: [1, 1], values: Float32Array.of(0.5) },
    own: { shape: [1, 2, 1], values: Float32Array.of(1, -1) },
    other: { shape: [1, 3, 1], values: Float32Array.of(2, 9, 9) },
  };
  const out = await evaluate(given, (weights) => {
    const inside = weights.within("d");
    return daslEncoder({
      item: weights.get("item", [1, 1]),
      user: weights.get("user", [1, 1]),
      own: { vectors: weights.get("own", [1, 2, 1]), present: Uint8Array.of(1, 1) },
      other: { vectors: weights.get("other", [1, 3, 1]), present: Uint8Array.of(1, 0, 0) },
    }, {
      own: inside.within("states"),
      other: inside.within("states"),
      attention: inside.within("attention"),
    });
  });
  const states = [1, -1, 2].map((each) => Math.tanh(each + 0.5));
  const shares = states.map((state) => Math.exp(Math.tanh(state - 1)));
  const sum = shares.reduce((whole, each) => whole + each);
  assertNear(out, [
    (shares[0] * states[0] + shares[1] * states[1]) / sum,
    shares[2] * states[2] / sum,
  ], 1e-6);
});

forEachDevice("daslEncoder() ignores padding, and histories of it alone are zeros", async () => {
  const padded = both["t.history"].values.slice();
  here.forEach((present, at) => present || padded.fill(9, 3 * at, 3 * at + 3));
  const whole = await evaluate(both, (weights) => encode(weights, { cross: true }));
  const other = { ...both, "t.history": { shape: [2, 3, 3], values: padded } };
  assertEquals(await evaluate(other, (weights) => encode(weights, { cross: true })), whole);
  assertEquals([...whole.subarray(6)], [0, 0]);
  const nothing = await evaluate(both, (weights) =>
    encode(weights, {
      ...{ cross: true, here: new Uint8Array(6), there: new Uint8Array(4) },
    }));
  assertEquals([...nothing], new Array(8).fill(0));
});

forEachDevice("daslEncoder() of one user is the same whoever else is asked about", async () => {
  const all = await evaluate(both, (weights) => encode(weights, { cross: true }));
  const halves = Object.entries(both).map(([name, each]) =>
    !name.includes(".") || name.endsWith("history")
      ? [name, {
        shape: [1, ...each.shape.slice(1)],
        values: each.values.subarray(0, each.values.length / 2),
      }]
      : [name, each]
  );
  const one = await evaluate(Object.fromEntries(halves), (weights) =>
    encode(weights, {
      ...{ cross: true, here: here.subarray(0, 3), there: there.subarray(0, 2) },
    }));
  assertNear(one, all.subarray(0, 4), 1e-6);
});

forEachDevice("daslEncoder() refuses what does not fit", async () => {
  const refused = (changed: Parameters) => () =>
    evaluate({ ...both, ...changed }, (weights) => encode(weights, { cross: true }));
  await assertRejects(
    refused({ "t.history": randomParameter("history", [2, 3, 2]) }),
    TypeError,
    "Cannot attend to the own history of shape [2,3,2]: expected [2,-1,3]",
  );
  await assertRejects(
    refused({ "s.history": randomParameter("history", [1, 4, 3]) }),
    TypeError,
    "Cannot attend to the other history of shape [1,4,3]: expected [2,-1,3]",
  );
  await assertRejects(
    refused({ user: randomParameter("user", [4, 2]) }),
    TypeError,
    "Cannot read for users of shape [4,2]: expected [2,-1]",
  );
  await assertRejects(
    () => evaluate(both, (weights) => encode(weights, { cross: true, there: new Uint8Array(3) })),
    TypeError,
    "Cannot mask a tensor of shape [2,2,5] by 3 numbers: expected 4",
  );
});

Deno.test("daslEncoderParameters() have stable names", () => {
  assertEquals(Object.entries(target).map(([name, { shape }]) => `${name} ${shape}`), [
    "t.states.input.weight 5,6",
    "t.states.input.bias 6",
    "t.states.hidden.weight 2,6",
    "t.states.hidden.bias 6",
    "t.attention.state.weight 2,4",
    "t.attention.state.bias 4",
    "t.attention.item.weight 3,4",
    "t.attention.query.weight 4,1",
  ]);
});
