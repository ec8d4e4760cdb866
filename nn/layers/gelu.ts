import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Gaussian error linear unit: x · Φ(x), with the distribution function of the normal distribution as
 * (1 + erf(x / √2)) / 2.
 *
 * Source: Hendrycks & Gimpel, "Gaussian error linear units" (2016), §2.
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { gelu } from "./gelu.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [3], values: new Float32Array([-9, 0, 9]) };
 * const y = await evaluate({ x }, (weights) => gelu(weights.get("x", [3])));
 * if (Math.hypot(y[0], y[1], y[2] - 9) > 1e-5) throw new Error("not x or 0 far away");
 * ```
 */
export function gelu(x: Tensor): Tensor {
  if (isFused("Gelu")) {
    return customGradient(
      [x],
      ([x]) => runFused("Gelu", { x })[0],
      (slope, [x]) => runFused("GeluGradient", { x, slope }),
    );
  }
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}
