import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Scaled dot-product attention in heads: softmax(query · keyᵀ / √(size / heads) + mask) · value.
 *
 * @param parts `query` is `batch × length × size`, `key` and `value` are `batch × keys × size`
 * @param options `mask`: what broadcasts to `batch · heads × length × keys`, a head of a sequence
 * after the other
 * @returns `batch × length × size`
 * @throws {RangeError} if `heads` does not divide `size`
 */
export function attend(
  { query, key, value }: { query: Tensor; key: Tensor; value: Tensor },
  { heads, mask }: { heads: number; mask?: Tensor },
): Tensor {
  const [batch, length, size] = query.shape;
  if (!(Number.isInteger(heads) && heads >= 1 && size % heads === 0)) {
    throw new RangeError(
      `Cannot split ${size} numbers into ${heads} heads: uneven, expected a divisor of ${size}`,
    );
  }
  const split = (all: Tensor): Tensor => {
    if (heads === 1) return all;
    const parts = tf.reshape(all, [batch, -1, heads, size / heads]);
    return tf.reshape(tf.transpose(parts, [0, 2, 1, 3]), [batch * heads, -1, size / heads]);
  };
  const scaled = tf.mul(split(query), 1 / Math.sqrt(size / heads));
  const logits = tf.matMul(scaled, split(key), false, true);
  const shares = tf.softmax(mask === undefined ? logits : tf.add(logits, mask));
  const mixed = tf.matMul(shares, split(value));
  if (heads === 1) return mixed;
  const parts = tf.reshape(mixed, [batch, heads, length, size / heads]);
  return tf.reshape(tf.transpose(parts, [0, 2, 1, 3]), [batch, length, size]);
}
