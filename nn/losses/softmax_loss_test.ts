import { assertAlmostEquals } from "@std/assert";
import golden from "../../tests/goldens/engine.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { softmaxLoss } from "./softmax_loss.ts";

/** The loss of targets among the candidates, all of them rows of `items`. */
function lossOf(targets: number[], candidates: number[]): (weights: Weights) => Tensor {
  return (weights) => {
    const items = weights.get("items", [-1, -1]);
    return softmaxLoss(weights.get("states", [-1, -1]), {
      positives: embed(items, Int32Array.from(targets)),
      // All of them need no gather, whose gradient is quadratic on tfjs's cpu.
      candidates: candidates.length === items.shape[0]
        ? items
        : embed(items, Int32Array.from(candidates)),
      among: Uint8Array.from(targets, (target) => candidates.includes(target) ? 1 : 0),
    });
  };
}

/** Log Σ exp(state · candidate ∪ positive) − state · positive, in doubles. */
function expected({ states, items }: Parameters, targets: number[], candidates: number[]): number {
  const size = states.shape[1];
  const losses = targets.map((target, n) => {
    const dot = (item: number) => {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        sum += states.values[n * size + i] * items.values[item * size + i];
      }
      return sum;
    };
    const logits = [...new Set([...candidates, target])].map(dot), top = Math.max(...logits);
    return top + Math.log(logits.reduce((sum, each) => sum + Math.exp(each - top), 0)) -
      dot(target);
  });
  return losses.reduce((sum, each) => sum + each, 0) / losses.length;
}

forEachDevice("softmaxLoss() over all items gives PyTorch's cross-entropy", async () => {
  const states = goldenParameter("states", [6, 8]), items = goldenParameter("items", [7, 8]);
  const loss = lossOf([0, 6, 3, 3, 5, 1], [0, 1, 2, 3, 4, 5, 6]);
  const { value, gradients } = await differentiate({ states, items }, loss);
  assertNear([value], [golden.softmax.value], 1e-6);
  assertNear(gradients.states, golden.softmax.states, 1e-6);
  assertNear(gradients.items, golden.softmax.items, 1e-6);
});

forEachDevice("softmaxLoss() counts a positive once, sampled or not", async () => {
  const states = randomParameter("states", [3, 4]), items = randomParameter("items", [9, 4]);
  for (const candidates of [[0, 1, 2], [4, 5, 6, 7, 8], [3]]) {
    const [loss] = await evaluate({ states, items }, lossOf([1, 5, 8], candidates));
    assertAlmostEquals(loss, expected({ states, items }, [1, 5, 8], candidates), 1e-5);
  }
});

forEachDevice("softmaxLoss() has the gradient of finite differences", async () => {
  const states = randomParameter("states", [3, 4]), items = randomParameter("items", [9, 4]);
  await assertGradient({ states, items }, lossOf([1, 5, 8], [0, 1, 2, 3, 4]));
});

forEachDevice("softmaxLoss() over more candidates than a chunk has the same value", async () => {
  const states = randomParameter("states", [3, 2]), items = randomParameter("items", [5000, 2]);
  const targets = [4999, 2048, 7], all = Array.from({ length: 5000 }, (_, item) => item);
  const { value, gradients } = await differentiate({ states, items }, lossOf(targets, all));
  assertAlmostEquals(value, expected({ states, items }, targets, all), 1e-4);
  // The rows of a softmax's gradient cancel: Σ over items is 0 for every state.
  for (const i of [0, 1]) {
    assertAlmostEquals(
      gradients.items.reduce((sum, each, at) => at % 2 === i ? sum + each : sum, 0),
      0,
      1e-5,
    );
  }
});

forEachDevice("softmaxLoss() is finite for logits of 10,000", async () => {
  const states = { shape: [2, 1], values: new Float32Array([100, 100]) };
  const items = { shape: [2, 1], values: new Float32Array([100, -100]) };
  const { value } = await differentiate({ states, items }, lossOf([0, 1], [0, 1]));
  assertAlmostEquals(value, 10000, 1);
});
