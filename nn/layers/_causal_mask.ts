import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** `length × length`: 0 where a position may look, elsewhere so low that its softmax is exactly 0. */
export function causalMask(length: number): Tensor {
  const mask = new Float32Array(length * length);
  for (let t = 0; t < length; t++) mask.fill(-1e9, t * length + t + 1, (t + 1) * length);
  return tf.tensor2d(mask, [length, length]);
}
