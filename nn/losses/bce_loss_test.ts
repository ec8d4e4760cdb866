import { assertEquals } from "@std/assert";
import golden from "../../tests/goldens/engine.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { bceLoss } from "./bce_loss.ts";

const loss = (weights: Weights): Tensor =>
  bceLoss(weights.get("positive", [-1]), weights.get("negative", [-1, -1]));

forEachDevice("bceLoss() gives PyTorch's value and gradients", async () => {
  const { value, gradients } = await differentiate({
    positive: goldenParameter("positive", [4]),
    negative: goldenParameter("negative", [4, 3]),
  }, loss);
  assertNear([value], [golden.bce.value], 1e-6);
  assertNear(gradients.positive, golden.bce.positive, 1e-6);
  assertNear(gradients.negative, golden.bce.negative, 1e-6);
});

forEachDevice("bceLoss() has the gradient of finite differences", async () => {
  const positive = randomParameter("positive", [5]), negative = randomParameter("negative", [5, 2]);
  await assertGradient({ positive, negative }, loss);
});

forEachDevice("bceLoss() is finite for logits of 1,000", async () => {
  const { value, gradients } = await differentiate({
    positive: { shape: [2], values: new Float32Array([1000, -1000]) },
    negative: { shape: [2, 1], values: new Float32Array([1000, -1000]) },
  }, loss);
  assertEquals(value, 1000);
  assertNear(gradients.positive, [0, -0.5], 1e-6);
  assertNear(gradients.negative, [0.5, 0], 1e-6);
});
