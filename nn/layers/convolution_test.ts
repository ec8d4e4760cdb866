import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { convolution, convolutionParameters } from "./convolution.ts";

const cases = [
  { padding: "causal", taps: 3, dilation: 2, golden: golden.convolution_causal },
  { padding: "same", taps: 2, dilation: 3, golden: golden.convolution_same },
  { padding: "none", taps: 2, dilation: 2, golden: golden.convolution_none },
] as const;

for (const { padding, taps, dilation, golden } of cases) {
  const made = convolutionParameters("c", { inputs: 3, outputs: 4, taps, seed: 1 });
  const options = { padding, dilation };

  forEachDevice(`convolution() with padding ${padding} is PyTorch's`, async () => {
    await assertGoldenLayer(
      { x: goldenParameter("x", [2, 5, 3]), ...goldenParameters(made) },
      golden,
      (weights) => convolution(weights.get("x", [2, 5, 3]), weights.within("c"), options),
    );
  });

  forEachDevice(`convolution() with padding ${padding} has the right gradient`, async () => {
    await assertGradient(
      { x: randomParameter("x", [2, 5, 3]), ...made },
      (weights) =>
        convolution(weights.get("x", [2, 5, 3]), weights.within("c"), options)
          .sub(1).square().mean(),
    );
  });
}

forEachDevice("convolution() that is causal sees no later position", async () => {
  const made = convolutionParameters("c", { inputs: 2, outputs: 2, taps: 3, seed: 1 });
  const convolve = (values: Float32Array) =>
    evaluate(
      { x: { shape: [1, 6, 2], values }, ...made },
      (weights) =>
        convolution(weights.get("x", [1, 6, 2]), weights.within("c"), { padding: "causal" }),
    );
  const { values } = randomParameter("x", [1, 6, 2]), whole = await convolve(values);
  for (let t = 0; t < 6; t++) {
    const changed = await convolve(values.slice().fill(7, 2 * (t + 1)));
    assertEquals(changed.slice(0, 2 * (t + 1)), whole.slice(0, 2 * (t + 1)));
  }
});

forEachDevice("convolution() refuses what leaves no output", async () => {
  const made = convolutionParameters("c", { inputs: 2, outputs: 2, taps: 3, seed: 1 });
  const compute = (dilation: number) => () =>
    evaluate(
      { x: randomParameter("x", [1, 4, 2]), ...made },
      (weights) =>
        convolution(weights.get("x", [1, 4, 2]), weights.within("c"), {
          padding: "none",
          dilation,
        }),
    );
  await assertRejects(
    compute(2),
    RangeError,
    "Cannot convolve 4 positions without padding: expected at least 5",
  );
  await assertRejects(
    compute(0),
    RangeError,
    "Cannot dilate by 0: expected a whole number above 0",
  );
});
