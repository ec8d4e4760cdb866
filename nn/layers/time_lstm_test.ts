import { assertEquals, assertGreater, assertRejects } from "@std/assert";
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
import { timeLstm, timeLstmParameters } from "./time_lstm.ts";

const row = Int32Array.of(0, 0, 1, 2, 2);
const made = timeLstmParameters("l", { inputs: 3, size: 2, seed: 1 });
const inputs = {
  x: goldenParameter("x", [3, 4, 3]),
  interval: goldenParameter("interval", [3, 4]),
  span: goldenParameter("span", [3, 4]),
};

function recur(weights: Weights, row?: Int32Array): Tensor {
  return timeLstm(weights.get("x", [-1, -1, 3]), weights.within("l"), {
    interval: weights.get("interval", [-1, -1]),
    span: weights.get("span", [-1, -1]),
    attention: weights.get("attention", [-1, -1]),
    ...row && { row },
  });
}

forEachDevice("timeLstm() gives the states and gradients that PyTorch works out", async () => {
  const attention = goldenParameter("attention", [5, 4]);
  await assertGoldenLayer(
    { ...inputs, attention, ...goldenParameters(made) },
    golden.timeLstm,
    (weights) => recur(weights, row),
  );
});

// WebGPU takes its time here; PyTorch's gradients above are asked of it, too.
forEachDevice("timeLstm() has the gradient of finite differences", async () => {
  const given = {
    x: randomParameter("x", [2, 3, 3]),
    interval: randomParameter("interval", [2, 3]),
    span: randomParameter("span", [2, 3]),
    attention: randomParameter("attention", [3, 3]),
    ...made,
  };
  await assertGradient(
    given,
    (weights) => recur(weights, Int32Array.of(0, 1, 1)).sub(1).square().mean(),
  );
}, { devices: ["cpu", "wasm"] });

forEachDevice("timeLstm() of one position has gradients, too", async () => {
  const one = (name: string) => randomParameter(name, [2, 1]);
  const [interval, span, attention] = [one("interval"), one("span"), one("attention")];
  const { gradients } = await differentiate(
    { x: randomParameter("x", [2, 1, 3]), interval, span, attention, ...made },
    (weights) => recur(weights).sum(),
  );
  // There is no state before it.
  assertEquals(gradients["l.hidden.weight"].every((slope) => slope === 0), true);
  assertEquals(gradients["l.input.weight"].some((slope) => slope !== 0), true);
});

forEachDevice("timeLstm() stays where there is no attention", async () => {
  const attention = {
    shape: [3, 4],
    values: new Float32Array([0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]),
  };
  const states = await evaluate({ ...inputs, attention, ...made }, (weights) => recur(weights));
  const at = (row: number, t: number) => [...states.subarray(row * 8 + 2 * t, row * 8 + 2 * t + 2)];
  assertEquals(at(0, 0), [0, 0]);
  assertEquals([at(0, 2), at(0, 3)], [at(0, 1), at(0, 1)]);
  assertEquals(at(0, 1)[0] === 0, false);
  assertEquals([at(1, 0), at(1, 3)], [[0, 0], [0, 0]]);
});

forEachDevice("timeLstm() is an LSTM where both time gates are open", async () => {
  // One number: x = 1 twice, f = i = o = σ(0) = ½, candidate tanh(x), all else 0; T = σ(100) = 1.
  const zero = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  });
  const one = {
    ...timeLstmParameters("l", { inputs: 1, size: 1, seed: 1 }),
    "l.input.weight": { shape: [1, 6], values: new Float32Array([0, 0, 0, 1, 0, 0]) },
    "l.input.bias": { shape: [6], values: new Float32Array([0, 0, 0, 0, 100, 100]) },
    "l.hidden.weight": zero(1, 4),
    "l.interval_gates.weight": zero(1, 2),
    "l.span_gates.weight": zero(1, 2),
  };
  const states = await evaluate({
    x: { shape: [1, 2, 1], values: new Float32Array([1, 1]) },
    interval: zero(1, 2),
    span: zero(1, 2),
    attention: { shape: [1, 2], values: new Float32Array([1, 1]) },
    ...one,
  }, (weights) =>
    timeLstm(weights.get("x", [1, 2, 1]), weights.within("l"), {
      interval: weights.get("interval", [1, 2]),
      span: weights.get("span", [1, 2]),
      attention: weights.get("attention", [1, 2]),
    }));
  const first = Math.tanh(1) / 2, second = first / 2 + Math.tanh(1) / 2;
  assertNear(states, [Math.tanh(first) / 2, Math.tanh(second) / 2], 1e-6);
});

forEachDevice("timeLstm() can forget what came before a long interval", async () => {
  // The gate T_δ is σ(… − 100) = 0 at the position with an interval, and no other weight knows h.
  const given = {
    ...made,
    "l.hidden.weight": { shape: [2, 8], values: new Float32Array(16) },
    "l.interval.weight": { shape: [1, 2], values: new Float32Array([1, 1]) },
    "l.interval_gates.weight": {
      shape: [2, 4],
      values: new Float32Array([0, 0, -50, -50, 0, 0, -50, -50]),
    },
    span: { shape: [1, 3], values: new Float32Array(3) },
    attention: { shape: [1, 3], values: new Float32Array([1, 1, 1]) },
  };
  const at = async (first: number, days: number) => {
    const x = { shape: [1, 3, 3], values: inputs.x.values.slice(0, 9).fill(first, 0, 3) };
    const interval = { shape: [1, 3], values: new Float32Array([0, 0, days]) };
    const states = await evaluate({ ...given, x, interval }, (weights) => recur(weights));
    return [...states.subarray(4)];
  };
  // Not to the bit: c + (c⁺ − c) is rounded.
  assertNear(await at(2, 9), await at(-2, 9), 1e-6);
  const [[one], [other]] = [await at(2, 0), await at(-2, 0)];
  assertGreater(Math.abs(one - other), 1e-3);
});

forEachDevice("timeLstm() refuses what does not fit", async () => {
  const refused = (other: Record<string, { shape: number[]; values: Float32Array }>) => () =>
    evaluate(
      { ...inputs, attention: goldenParameter("attention", [3, 4]), ...made, ...other },
      (weights) => recur(weights),
    );
  for (const name of ["interval", "span", "attention"]) {
    await assertRejects(
      refused({ [name]: { shape: [3, 2], values: new Float32Array(6) } }),
      TypeError,
      `Cannot use ${name} of shape [3,2]: expected [3,4]`,
    );
  }
  await assertRejects(
    refused({ "l.input.weight": { shape: [2, 12], values: new Float32Array(24) } }),
    TypeError,
    'Cannot use tensor "l.input.weight": shape [2,12], expected [3,12]',
  );
});

Deno.test("timeLstmParameters() have stable names, and remember at first", () => {
  assertEquals(Object.entries(made).map(([name, { shape }]) => [name, ...shape]), [
    ["l.input.weight", 3, 12],
    ["l.input.bias", 12],
    ["l.hidden.weight", 2, 8],
    ["l.interval.weight", 1, 2],
    ["l.interval.bias", 2],
    ["l.interval_gates.weight", 2, 4],
    ["l.span.weight", 1, 2],
    ["l.span.bias", 2],
    ["l.span_gates.weight", 2, 4],
  ]);
  assertEquals([...made["l.input.bias"].values.subarray(0, 3)], [1, 1, 0]);
});
