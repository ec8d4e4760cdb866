import { assertEquals } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { tf } from "../_tf.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { bilinearShares, bilinearSharesParameters } from "./_bilinear_shares.ts";

/** Of two pairs with three positions; the second has one, behind padding. */
function shares(weights: Weights): Tensor {
  const mask = tf.tensor2d(Float32Array.of(1, 1, 1, 0, 0, 1), [2, 3]);
  const keys = weights.get("keys", [2, 3, 2]), target = weights.get("target", [2, 1]);
  return bilinearShares(keys, target, weights.within("b"), { mask });
}

forEachDevice("bilinearShares() are the softmax of key · W · target of what is there", async () => {
  const given = await evaluate({
    keys: { shape: [2, 3, 2], values: Float32Array.of(1, 0, 0, 1, 0, 0, 9, 9, 9, 9, 9, 9) },
    target: { shape: [2, 1], values: Float32Array.of(2, 5) },
    "b.weight": { shape: [2, 1], values: Float32Array.of(Math.LN2, Math.log(0.5)) },
  }, shares);
  // Products of 2 ln 2, −2 ln 2 and 0.
  assertNear(given, [4, 0.25, 1].map((each) => each / 5.25).concat([0, 0, 1]), 1e-6);
});

forEachDevice("bilinearShares() have the gradients of finite differences", async () => {
  const made = bilinearSharesParameters("b", { inputs: 2, outputs: 1, seed: 1 });
  assertEquals(made["b.weight"].shape, [2, 1]);
  const keys = randomParameter("keys", [2, 3, 2]), target = randomParameter("target", [2, 1]);
  await assertGradient(
    { keys, target, ...made },
    (weights) => shares(weights).square().sum(),
  );
});
