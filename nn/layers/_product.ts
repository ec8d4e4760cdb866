import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** `x · weight` over the last axis of x. As one plain product: a batched one is ten times slower on wasm. */
export function product(x: Tensor, weight: Tensor): Tensor {
  if (x.rank === 2) return tf.matMul(x, weight);
  const [inputs, outputs] = weight.shape;
  const flat = tf.reshape(x, [-1, inputs]);
  return tf.reshape(tf.matMul(flat, weight), [...x.shape.slice(0, -1), outputs]);
}
