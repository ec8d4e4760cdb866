import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { listwiseSoftmaxLoss } from "./listwise_softmax_loss.ts";

const lossOf = (relevance: number[]) => (weights: Weights): Tensor =>
  listwiseSoftmaxLoss(weights.get("scores", [-1, -1]), relevance);

forEachDevice("listwiseSoftmaxLoss() gives PyTorch's value and gradient", async () => {
  const scores = goldenParameter("scores", [3, 4]);
  const loss = lossOf([1, 0, 0, 0, 3, 1, 0, 0, 0.5, 0.5, 0.5, 0.5]);
  const { value, gradients } = await differentiate({ scores }, loss);
  assertNear([value], [golden.listwise.value], 1e-6);
  assertNear(gradients.scores, golden.listwise.gradients.scores, 1e-6);
});

forEachDevice("listwiseSoftmaxLoss() has the gradient of finite differences", async () => {
  const scores = randomParameter("scores", [2, 3]);
  await assertGradient({ scores }, lossOf([1, 0, 2, 0, 0, 1]));
});

forEachDevice("listwiseSoftmaxLoss() is finite for scores of 10,000", async () => {
  const scores = { shape: [1, 2], values: new Float32Array([10000, -10000]) };
  const { value } = await differentiate({ scores }, lossOf([0, 1]));
  assertEquals(value, 20000);
});

forEachDevice("listwiseSoftmaxLoss() refuses lists without a relevant entry", async () => {
  const scores = randomParameter("scores", [2, 3]);
  const refused: [number[], typeof RangeError | typeof TypeError, string][] = [
    [[1, 0, 0, 0, 0, 0], RangeError, "Cannot rank list 1: nothing in it is relevant"],
    [[1, 0, 0, 1, -1, 0], RangeError, "Cannot use a relevance of -1: expected at least 0"],
    [[1, 0, 0, 1, NaN, 0], RangeError, "Cannot use a relevance of NaN: expected at least 0"],
    [[1, 0], TypeError, "Cannot use 2 relevances for scores of shape [2,3]"],
  ];
  for (const [relevance, kind, message] of refused) {
    await assertRejects(() => evaluate({ scores }, lossOf(relevance)), kind, message);
  }
});
