import { assertAlmostEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/engine.json" with { type: "json" };
import layersGolden from "../../tests/goldens/layers.json" with { type: "json" };
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

forEachDevice("softmaxLoss() with log q gives PyTorch's value and gradients", async () => {
  const states = goldenParameter("states", [6, 8]), items = goldenParameter("items", [7, 8]);
  const targets = Int32Array.of(0, 6, 3, 3, 5, 1), q = [0.3, 0.05, 0.1, 0.25, 0.05, 0.15, 0.1];
  const logQ = q.map(Math.log);
  const { value, gradients } = await differentiate({ states, items }, (weights) => {
    const items = weights.get("items", [7, 8]);
    return softmaxLoss(weights.get("states", [6, 8]), {
      positives: embed(items, targets),
      candidates: embed(items, Int32Array.of(6, 0, 3, 2)),
      among: Uint8Array.of(1, 1, 1, 1, 0, 0),
      logQ: {
        positives: Array.from(targets, (item) => logQ[item]),
        candidates: [6, 0, 3, 2].map((item) => logQ[item]),
      },
    });
  });
  assertNear([value], [layersGolden.logQ.value], 1e-6);
  assertNear(gradients.states, layersGolden.logQ.gradients.states, 1e-6);
  assertNear(gradients.items, layersGolden.logQ.gradients.items, 1e-6);
});

forEachDevice("softmaxLoss() is the same for every uniform q", async () => {
  const states = randomParameter("states", [3, 4]), items = randomParameter("items", [5, 4]);
  const { value } = await differentiate({ states, items }, lossOf([0, 1, 4], [0, 1, 2, 3, 4]));
  const [corrected] = await evaluate({ states, items }, (weights) => {
    const items = weights.get("items", [5, 4]);
    return softmaxLoss(weights.get("states", [3, 4]), {
      positives: embed(items, Int32Array.of(0, 1, 4)),
      candidates: items,
      among: Uint8Array.of(1, 1, 1),
      logQ: { positives: [-3, -3, -3], candidates: [-3, -3, -3, -3, -3] },
    });
  });
  assertAlmostEquals(corrected, value, 1e-5);
});

forEachDevice("softmaxLoss() names what does not fit", async () => {
  const x = randomParameter("x", [3, 4]), y = randomParameter("y", [2, 5]);
  const refused: [(weights: Weights) => Tensor, string][] = [
    [
      (weights) => {
        const x = weights.get("x", [3, 4]), candidates = weights.get("y", [2, 5]);
        return softmaxLoss(x, { positives: x, candidates, among: new Uint8Array(3) });
      },
      "Cannot compare states of shape [3,4] with positives of shape [3,4] and candidates of shape [2,5]",
    ],
    [
      (weights) => {
        const x = weights.get("x", [3, 4]);
        return softmaxLoss(x, { positives: x, candidates: x, among: new Uint8Array(2) });
      },
      'Cannot use "among": 2 numbers, expected 3',
    ],
    [
      (weights) => {
        const x = weights.get("x", [3, 4]), logQ = { positives: [0, 0, 0], candidates: [0] };
        return softmaxLoss(x, { positives: x, candidates: x, among: new Uint8Array(3), logQ });
      },
      'Cannot use "logQ.candidates": 1 numbers, expected 3',
    ],
  ];
  for (const [compute, message] of refused) {
    await assertRejects(() => evaluate({ x, y }, compute), TypeError, message);
  }
});
