import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * `sequences × length` of ones and zeros.
 *
 * @throws {TypeError} if there is not one number per position
 */
export function presenceMask(present: Uint8Array, x: Tensor): Tensor {
  const [sequences, length] = x.shape;
  if (present.length !== sequences * length) {
    throw new TypeError(
      `Cannot mask a tensor of shape [${x.shape}] by ${present.length} numbers: expected ${
        sequences * length
      }`,
    );
  }
  return tf.tensor2d(Float32Array.from(present), [sequences, length]);
}
