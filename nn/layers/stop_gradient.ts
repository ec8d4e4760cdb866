import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The same numbers, through which no gradient flows back: what made them learns nothing from what
 * follows.
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { differentiate } from "../differentiate.ts";
 * import { stopGradient } from "./stop_gradient.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [], values: new Float32Array([3]) };
 * const { gradients } = await differentiate({ x }, (weights) => {
 *   const three = weights.get("x", []);
 *   return three.mul(stopGradient(three));
 * });
 * if (gradients.x[0] !== 3) throw new Error("not the slope of 3 x");
 * ```
 */
export function stopGradient(x: Tensor): Tensor {
  return customGradient([x], ([same]) => tf.clone(same), (slope) => [tf.zerosLike(slope)]);
}
