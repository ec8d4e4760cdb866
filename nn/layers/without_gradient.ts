import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * What a computation gives, of which no gradient is kept: what made the numbers learns nothing from
 * them. As `stopGradient` of its result, but nothing of it is differentiated or kept in memory, and a
 * parameter that has no other way into a loss counts as one that the loss does not depend on.
 *
 * @param compute from tensors that are there already; synchronous
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { differentiate } from "../differentiate.ts";
 * import { withoutGradient } from "./without_gradient.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [], values: new Float32Array([3]) };
 * const { gradients } = await differentiate({ x }, (weights) => {
 *   const three = weights.get("x", []);
 *   return three.mul(withoutGradient(() => three.square()));
 * });
 * if (gradients.x[0] !== 9) throw new Error("not the slope of 9 x");
 * ```
 */
export function withoutGradient(compute: () => Tensor): Tensor {
  return tf.customGrad<Tensor>(() => ({ value: compute(), gradFunc: () => [] }))();
}
