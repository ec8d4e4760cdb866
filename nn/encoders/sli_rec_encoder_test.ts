import { assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/target_aware.json" with { type: "json" };
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { sliRecEncoder, sliRecEncoderParameters } from "./sli_rec_encoder.ts";

const row = Int32Array.of(0, 0, 1, 2, 2);
const present = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0);
const x = goldenParameter("x", [3, 4, 3]), target = goldenParameter("target", [5, 3]);
const times = {
  interval: goldenParameter("interval", [3, 4]).values,
  span: goldenParameter("span", [3, 4]).values,
  elapsed: goldenParameter("elapsed", [3, 1]).values,
};
const made = sliRecEncoderParameters("e", { size: 3, seed: 1 });
interface Options {
  readonly row: Int32Array;
  readonly present: Uint8Array;
  readonly interval: Float32Array;
  readonly span: Float32Array;
  readonly elapsed: Float32Array;
}

function encode(weights: Weights, options: Partial<Options> = {}): Tensor {
  return sliRecEncoder(
    weights.get("x", [-1, -1, 3]),
    weights.get("target", [-1, 3]),
    weights.within("e"),
    { row, present, ...times, ...options },
  );
}

/** The bias of the fusion's share: far above 0 it is the short term alone, far below the long one. */
function fused(bias: number): Parameters {
  return { ...made, "e.fusion.bias": { shape: [1], values: Float32Array.of(bias) } };
}

forEachDevice("sliRecEncoder() gives PyTorch's vectors and gradients", async () => {
  const given = { x, target, ...goldenParameters(made) };
  await assertGoldenLayer(given, golden.sliRec, (weights) => encode(weights));
});

// WebGPU takes its time here; PyTorch's gradients above are asked of it, too.
forEachDevice("sliRecEncoder() has the gradient of finite differences", async () => {
  const given = {
    x: randomParameter("x", [2, 3, 3]),
    target: randomParameter("target", [3, 3]),
    ...made,
  };
  const options = {
    row: Int32Array.of(0, 1, 1),
    present: Uint8Array.of(1, 1, 1, 1, 1, 0),
    interval: randomParameter("interval", [6]).values,
    span: randomParameter("span", [6]).values,
    elapsed: randomParameter("elapsed", [2]).values,
  };
  await assertGradient(given, (weights) => encode(weights, options).sub(1).square().mean());
}, { devices: ["cpu", "wasm"] });

forEachDevice("sliRecEncoder() ignores padding and its times, and of it alone is 0", async () => {
  const values = x.values.slice(), interval = times.interval.slice(), span = times.span.slice();
  present.forEach((here, at) => {
    if (here) return;
    values.fill(9, 3 * at, 3 * at + 3);
    interval[at] = span[at] = 9;
  });
  const whole = await evaluate({ x, target, ...made }, (weights) => encode(weights));
  const other = await evaluate(
    { x: { shape: x.shape, values }, target, ...made },
    (weights) => encode(weights, { interval, span }),
  );
  assertEquals(other, whole);
  const nothing = await evaluate(
    { x, target, ...made },
    (weights) => encode(weights, { present: new Uint8Array(12) }),
  );
  assertEquals(nothing.every((each) => each === 0), true);
});

forEachDevice("sliRecEncoder() gives a pair the same whatever else is asked", async () => {
  const all = await evaluate({ x, target, ...made }, (weights) => encode(weights));
  const last = { shape: [1, 3], values: target.values.slice(12) };
  const alone = await evaluate(
    { x, target: last, ...made },
    (weights) => encode(weights, { row: Int32Array.of(2) }),
  );
  assertNear(alone, all.subarray(12), 1e-6);
});

forEachDevice("sliRecEncoder() in the long term knows neither target nor times", async () => {
  const given = { x, target, ...fused(-100) };
  const long = await evaluate(given, (weights) => encode(weights));
  // Two targets of the first sequence, and other times.
  assertNear(long.subarray(0, 3), long.subarray(3, 6), 1e-6);
  const interval = times.interval.map((each) => -each), span = times.span.map((each) => 2 - each);
  const later = await evaluate(given, (weights) => encode(weights, { interval, span }));
  assertNear(later, long, 1e-6);
});

forEachDevice("sliRecEncoder() in the short term knows the target and both times", async () => {
  const given = { x, target, ...fused(100) };
  const short = await evaluate(given, (weights) => encode(weights));
  assertNotEquals([...short.subarray(0, 3)], [...short.subarray(3, 6)]);
  for (const name of ["interval", "span"] as const) {
    const changed = { [name]: times[name].map((each) => each + 2) };
    const other = await evaluate(given, (weights) => encode(weights, changed));
    assertGreater(Math.abs(other[0] - short[0]), 1e-4, name);
  }
});

forEachDevice(
  "sliRecEncoder() of one item fuses its state and itself by the time since",
  async () => {
    // f and i are σ(0), time gates σ(0), the candidate tanh(x), o σ(0): cell ¼ tanh(2).
    const zeros = Object.fromEntries(
      Object.entries(sliRecEncoderParameters("e", { size: 1, seed: 1 })).map((
        [name, { shape }],
      ) => [
        name,
        { shape, values: new Float32Array(shape.reduce((product, each) => product * each, 1)) },
      ]),
    );
    const given = {
      ...zeros,
      "e.lstm.input.weight": { shape: [1, 6], values: Float32Array.of(0, 0, 0, 1, 0, 0) },
      // Of [short, long, elapsed, target].
      "e.fusion.weight": { shape: [4, 1], values: Float32Array.of(0, 0, -1, 0.5) },
      x: { shape: [1, 1, 1], values: Float32Array.of(2) },
      target: { shape: [1, 1], values: Float32Array.of(4) },
    };
    const state = Math.tanh(Math.tanh(2) / 4) / 2;
    for (const elapsed of [-1, 3]) {
      const user = await evaluate(given, (weights) =>
        sliRecEncoder(
          weights.get("x", [1, 1, 1]),
          weights.get("target", [1, 1]),
          weights.within("e"),
          {
            present: Uint8Array.of(1),
            interval: Float32Array.of(0),
            span: Float32Array.of(0),
            elapsed: Float32Array.of(elapsed),
          },
        ));
      const share = 1 / (1 + Math.exp(elapsed - 2));
      assertNear(user, [share * state + (1 - share) * 2], 1e-5);
    }
  },
);

forEachDevice("sliRecEncoder() refuses what does not fit", async () => {
  const refused = (options: Partial<Options>) => () =>
    evaluate({ x, target, ...made }, (weights) => encode(weights, options));
  await assertRejects(
    refused({ row: new Int32Array(4) }),
    TypeError,
    "Cannot make user vectors for targets of shape [5,3]: expected [4,3]",
  );
  await assertRejects(
    refused({ elapsed: new Float32Array(2) }),
    TypeError,
    "Cannot use 2 numbers for elapsed: expected 3",
  );
  await assertRejects(
    refused({ present: new Uint8Array(3) }),
    TypeError,
    "Cannot mask a tensor of shape [3,4,3] by 3 numbers: expected 12",
  );
});

Deno.test("sliRecEncoderParameters() have stable names", () => {
  const shapes = Object.entries(made).map(([name, { shape }]) => [name, ...shape]);
  assertEquals(shapes.filter(([name]) => !`${name}`.startsWith("e.lstm.")), [
    ["e.item_attention.weight", 3, 3],
    ["e.state_attention.weight", 3, 3],
    ["e.long.weight", 3, 3],
    ["e.long.bias", 3],
    ["e.long_query", 3, 1],
    ["e.fusion.weight", 10, 1],
    ["e.fusion.bias", 1],
  ]);
});
