import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Added to a variance, so that equal numbers do not divide by 0. */
const EPSILON = 1e-5;

/**
 * Layer normalisation over the last axis: (x − mean) / √(variance + ε) · weight + bias.
 *
 * Source: Ba, Kiros, Hinton, "Layer normalization" (2016), equation 3.
 *
 * @param x `… × size`
 * @param weights `weight` and `bias`, `size` numbers each
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { layerNorm, layerNormParameters } from "./layer_norm.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2], values: new Float32Array([3, 7]) };
 * const y = await evaluate(
 *   { ...layerNormParameters("norm", { size: 2 }), x },
 *   (weights) => layerNorm(weights.get("x", [1, 2]), weights.within("norm")),
 * );
 * if (Math.abs(y[0] + 1) > 1e-5 || Math.abs(y[1] - 1) > 1e-5) throw new Error("not normal");
 * ```
 */
export function layerNorm(x: Tensor, weights: Weights): Tensor {
  const size = x.shape[x.rank - 1];
  const weight = weights.get("weight", [size]), bias = weights.get("bias", [size]);
  if (isFused("LayerNorm")) {
    const attrs = { epsilon: EPSILON };
    return customGradient(
      [x, weight, bias],
      ([x, weight, bias]) => runFused("LayerNorm", { x, weight, bias }, attrs)[0],
      (slope, [x, weight]) => runFused("LayerNormGradient", { x, weight, slope }, attrs),
    );
  }
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.add(tf.mul(normal, weight), bias);
}

/** The parameters of `layerNorm`: weight 1, bias 0. */
export function layerNormParameters(name: string, { size }: { size: number }): Parameters {
  return {
    [`${name}.weight`]: constantParameter([size], 1),
    [`${name}.bias`]: constantParameter([size], 0),
  };
}
