import { differentiate } from "../differentiate.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { leakyRelu } from "./_surge_leaky_relu.ts";

forEachDevice("leakyRelu() passes a fifth of what is below 0, and of its slope", async () => {
  const x = { shape: [4], values: Float32Array.of(-2, -0.5, 1, 3) };
  const slopes = { shape: [4], values: Float32Array.of(1, 2, 3, 4) };
  const { value, gradients } = await differentiate(
    { x, slopes },
    (weights) => leakyRelu(weights.get("x", [4])).mul(weights.get("slopes", [4])).sum(),
  );
  assertNear([value], [-0.4 - 0.2 + 3 + 12], 1e-5);
  assertNear(gradients.x, [0.2, 0.4, 3, 4], 1e-6);
});
