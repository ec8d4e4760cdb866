import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { bprLoss } from "./bpr_loss.ts";

const loss = (weights: Weights): Tensor =>
  bprLoss(weights.get("positive", [-1]), weights.get("negative", [-1, -1]));

forEachDevice("bprLoss() gives PyTorch's value and gradients", async () => {
  const { value, gradients } = await differentiate({
    positive: goldenParameter("positive", [4]),
    negative: goldenParameter("negative", [4, 3]),
  }, loss);
  assertNear([value], [golden.bpr.value], 1e-6);
  assertNear(gradients.positive, golden.bpr.gradients.positive, 1e-6);
  assertNear(gradients.negative, golden.bpr.gradients.negative, 1e-6);
});

forEachDevice("bprLoss() has the gradient of finite differences", async () => {
  const positive = randomParameter("positive", [5]), negative = randomParameter("negative", [5, 2]);
  await assertGradient({ positive, negative }, loss);
});

forEachDevice("bprLoss() is finite for scores 2,000 apart", async () => {
  const { value, gradients } = await differentiate({
    positive: { shape: [2], values: new Float32Array([-1000, 1000]) },
    negative: { shape: [2, 1], values: new Float32Array([1000, -1000]) },
  }, loss);
  assertEquals(value, 1000);
  assertNear(gradients.positive, [-0.5, 0], 1e-6);
});

forEachDevice("bprLoss() refuses negatives of other rows", async () => {
  const positive = randomParameter("positive", [3]), negative = randomParameter("negative", [2, 3]);
  await assertRejects(
    () => differentiate({ positive, negative }, loss),
    TypeError,
    "Cannot use negatives of shape [2,3] for positives of shape [3]: expected [n,-1] and [n]",
  );
});
