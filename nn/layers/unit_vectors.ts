import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** Added to a squared length, so that a vector of zeros stays one. */
const EPSILON = 1e-12;

/**
 * Vectors of length 1 in the directions of those given, along the last axis: products of two of them
 * are cosines. A vector of zeros stays as it is.
 *
 * @param x `… × size`
 * @returns `… × size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { unitVectors } from "./unit_vectors.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2], values: new Float32Array([3, 4]) };
 * const y = await evaluate({ x }, (weights) => unitVectors(weights.get("x", [1, 2])));
 * if (Math.hypot(y[0] - 0.6, y[1] - 0.8) > 1e-6) throw new Error("another direction, or length");
 * ```
 */
export function unitVectors(x: Tensor): Tensor {
  return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), EPSILON)));
}
