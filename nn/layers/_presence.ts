import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * `batch × length × 1` of ones and zeros.
 *
 * @throws {TypeError} if there is not one number per position
 */
export function presence(present: Uint8Array, x: Tensor): Tensor {
  const [batch, length] = x.shape;
  if (present.length !== batch * length) {
    throw new TypeError(
      `Cannot mask a tensor of shape [${x.shape}] by ${present.length} numbers: expected ${
        batch * length
      }`,
    );
  }
  return tf.tensor3d(Float32Array.from(present), [batch, length, 1]);
}
