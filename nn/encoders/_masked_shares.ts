import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** Added to what is not there: its softmax is exactly 0. */
const ABSENT = -1e9;

/**
 * Softmax over the positions that are there; the others get 0, and a sequence without any gets zeros.
 *
 * @param logits `sequences × length`
 * @param mask 1 for a position that is there, 0 for padding, `sequences × length`
 */
export function maskedShares(logits: Tensor, mask: Tensor): Tensor {
  const shares = tf.softmax(tf.add(logits, tf.mul(tf.sub(1, mask), ABSENT)));
  return tf.mul(shares, mask);
}
