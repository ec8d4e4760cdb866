import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { surgeAttention, surgeAttentionParameters } from "./_surge_attention.ts";

const made = surgeAttentionParameters("a", { size: 3, seed: 1 });

function attend(weights: Weights, width: number): Tensor {
  const x = weights.get("x", [2, 4, 3]), query = weights.get("query", [2, width, 3]);
  return surgeAttention({ x, query }, weights.within("a"));
}

/** Biases that keep LeakyReLU on one side of its edge. */
const steady = {
  "a.layers.0.bias": { shape: [6], values: Float32Array.of(3, -3, 3, -3, 3, -3) },
  "a.layers.1.bias": { shape: [3], values: Float32Array.of(5, -5, 5) },
};

forEachDevice("surgeAttention() has the gradients of finite differences", async () => {
  for (const width of [1, 4]) {
    const x = randomParameter("x", [2, 4, 3]), query = randomParameter("query", [2, width, 3]);
    await assertGradient(
      { x, query, ...made, ...steady },
      (weights) => attend(weights, width).sub(1).square().mean(),
    );
  }
});

forEachDevice("surgeAttention() asks all positions alike, or each its own", async () => {
  const x = randomParameter("x", [2, 4, 3]), query = randomParameter("query", [2, 1, 3]);
  const each = [0, 0, 0, 0, 3, 3, 3, 3].flatMap((at) => [...query.values.slice(at, at + 3)]);
  const alike = await evaluate({ x, query, ...made }, (weights) => attend(weights, 1));
  const repeated = { shape: [2, 4, 3], values: Float32Array.from(each) };
  const own = await evaluate({ x, query: repeated, ...made }, (weights) => attend(weights, 4));
  assertNear(own, alike, 1e-6);
});
