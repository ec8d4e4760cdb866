import { tf } from "../_tf.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";

/**
 * What belongs to the sequence of every pair, each its own without `row`.
 *
 * @param x `sequences × …`
 * @param row sequence per pair
 * @returns `pairs × …`
 */
export function perPair(x: Tensor, row: Int32Array | undefined): Tensor {
  if (row === undefined) return x;
  // As rows of a matrix: tfjs's own way through more axes is 25 times slower.
  const [sequences, ...rest] = x.shape;
  return tf.reshape(embed(tf.reshape(x, [sequences, -1]), row), [row.length, ...rest]);
}
