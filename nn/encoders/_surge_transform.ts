import { tf } from "../_tf.ts";
import { linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** `x · weight` over the last axis, without a bias. */
export function transform(x: Tensor, weights: Weights): Tensor {
  const inputs = x.shape[x.rank - 1], weight = weights.get("weight", [inputs, -1]);
  return multiply(x, weight);
}

/** `x · weight` over the last axis: one plain product, which is faster than a batched one. */
export function multiply(x: Tensor, weight: Tensor): Tensor {
  const [inputs, outputs] = weight.shape;
  const flat = tf.matMul(tf.reshape(x, [-1, inputs]), weight);
  return tf.reshape(flat, [...x.shape.slice(0, -1), outputs]);
}

/** The parameter of `transform`, after Glorot. */
export function transformParameters(
  name: string,
  options: { inputs: number; outputs: number; seed: number },
): Parameters {
  const path = `${name}.weight`;
  return { [path]: linearParameters(name, options)[path] };
}
