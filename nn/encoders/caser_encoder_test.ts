import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/encoders_a.json" with { type: "json" };
import { RandomStream } from "../../core/random_stream.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { caserEncoder, caserEncoderParameters } from "./caser_encoder.ts";

const sizes = { size: 4, length: 4, horizontal: 3, vertical: 2 };
const made = caserEncoderParameters("e", { ...sizes, seed: 1 });

/** The vectors of images of four rows, which stand one after the other. */
function encode(values: ArrayLike<number>, present?: number[]): Promise<Float32Array> {
  const x = { shape: [values.length / 16, 4, 4], values: Float32Array.from(values) };
  const options = present && { present: Uint8Array.from(present) };
  return evaluate(
    { ...made, x },
    (weights) => caserEncoder(weights.get("x", x.shape), weights.within("e"), options),
  );
}

forEachDevice("caserEncoder() gives PyTorch's vectors and gradients", async () => {
  const x = goldenParameter("x", [3, 4, 4]);
  const present = Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1);
  await assertGoldenLayer(
    { x, ...goldenParameters(made) },
    golden.caser,
    (weights) => caserEncoder(weights.get("x", x.shape), weights.within("e"), { present }),
  );
});

forEachDevice("caserEncoder() has the gradients of finite differences, with dropout", async () => {
  // Far enough from the corners of every ReLU and maximum.
  const x = randomParameter("x", [3, 4, 4]), target = randomParameter("target", [3, 4]);
  await assertGradient({ ...made, x, target }, (weights) => {
    const dropout = { rate: 0.2, random: RandomStream.from(1, "dropout") };
    const options = { dropout, present: Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1) };
    return caserEncoder(weights.get("x", x.shape), weights.within("e"), options)
      .sub(weights.get("target", target.shape)).square().mean();
  });
});

// Two rows of one number, a filter of each kind.
const byHand: Parameters = {
  "e.vertical.weight": { shape: [2, 1], values: Float32Array.of(10, 1) },
  "e.horizontal.1.weight": { shape: [1, 1, 1], values: Float32Array.of(2) },
  "e.horizontal.1.bias": { shape: [1], values: Float32Array.of(0.5) },
  "e.horizontal.2.weight": { shape: [2, 1, 1], values: Float32Array.of(1, -1) },
  "e.horizontal.2.bias": { shape: [1], values: Float32Array.of(0) },
  // What the features are seen by.
  "e.output.weight": { shape: [3, 1], values: Float32Array.of(1, 100, 10000) },
  "e.output.bias": { shape: [1], values: Float32Array.of(0) },
};

forEachDevice("caserEncoder() is what is computed by hand", async () => {
  const x = { shape: [3, 2, 1], values: Float32Array.of(3, 4, 4, 3, 9, 4) };
  const present = Uint8Array.of(1, 1, 1, 1, 0, 1);
  const encode = await evaluate(
    { ...byHand, x },
    (weights) => caserEncoder(weights.get("x", x.shape), weights.within("e"), { present }),
  );
  // 10 · 3 + 4, 2 · 4 + ½, and 3 − 4 is below 0; with the rows swapped 4 − 3 is not; a row alone.
  assertNear(encode, [34 + 850, 43 + 850 + 10000, 4 + 850], 1e-6);
});

forEachDevice("caserEncoder() shares the slope among rows that tie", async () => {
  const x = { shape: [1, 2, 1], values: Float32Array.of(3, 3) };
  const { gradients } = await differentiate(
    { ...byHand, x },
    (weights) => caserEncoder(weights.get("x", x.shape), weights.within("e")).sum(),
  );
  // 2 · 100 for the filter of one row, which sees either; the other one answers 0.
  assertNear(gradients.x, [10 + 100, 1 + 100], 1e-6);
  assertNear(gradients["e.horizontal.1.bias"], [100], 1e-6);
});

forEachDevice(
  "caserEncoder() takes rows that are not there for zeros, and sends them no slope",
  async () => {
    const { values } = randomParameter("x", [2, 4, 4]), present = [0, 0, 1, 1, 1, 1, 1, 1];
    const zeros = values.slice().fill(0, 0, 8), junk = values.slice().fill(7, 0, 8);
    assertEquals(await encode(junk, present), await encode(zeros));
    assertNear((await encode(zeros)).subarray(4), await encode(values.slice(16)), 1e-6);
    assertNotEquals(await encode(junk), await encode(zeros));
    const x = { shape: [2, 4, 4], values: junk };
    const { gradients } = await differentiate({ ...made, x }, (weights) => {
      const options = { present: Uint8Array.from(present) };
      return caserEncoder(weights.get("x", x.shape), weights.within("e"), options).square().sum();
    });
    assertEquals(gradients.x.findIndex((slope) => slope !== 0), 8);
  },
);

forEachDevice("caserEncoder() knows the order of the items", async () => {
  const { values } = randomParameter("x", [1, 4, 4]);
  const swapped = [...values.slice(4, 8), ...values.slice(0, 4), ...values.slice(8)];
  assertNotEquals(await encode(swapped), await encode(values));
});

forEachDevice(
  "caserEncoder() refuses an image of another length, and a mask of another size",
  async () => {
    const run = (length: number, present: number) => () => {
      const shape = [1, length, 4], options = { present: new Uint8Array(present) };
      return evaluate(
        { ...made, x: randomParameter("x", shape) },
        (weights) => caserEncoder(weights.get("x", shape), weights.within("e"), options),
      );
    };
    await assertRejects(
      run(3, 3),
      TypeError,
      'Cannot use tensor "e.vertical.weight": shape [4,2], expected [3,-1]',
    );
    await assertRejects(
      run(4, 3),
      TypeError,
      "Cannot mask a tensor of shape [1,4,4] by 3 numbers: expected 4",
    );
  },
);

Deno.test("caserEncoderParameters() have stable names and shapes", () => {
  const made = caserEncoderParameters("e", { ...sizes, length: 2, seed: 1 });
  assertEquals(Object.entries(made).map(([name, { shape }]) => [name, ...shape]), [
    ["e.vertical.weight", 2, 2],
    ["e.horizontal.1.weight", 1, 4, 3],
    ["e.horizontal.1.bias", 3],
    ["e.horizontal.2.weight", 2, 4, 3],
    ["e.horizontal.2.bias", 3],
    ["e.output.weight", 14, 4],
    ["e.output.bias", 4],
  ]);
});
