import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { maskedSoftmax } from "./_masked_softmax.ts";

/**
 * Scaled dot-product attention in heads: softmax(query · keyᵀ / √(size / heads)) · value, over the keys
 * that are seen.
 *
 * @param parts `query` is `batch × length × size`, `key` and `value` are `batch × keys × size`
 * @param options `causal`: position t sees keys up to t only; `present`: 1 for a key that is there,
 * `batch × keys`
 * @returns `batch × length × size`; zeros for a position that sees none
 * @throws {RangeError} if `heads` does not divide `size`
 */
export function attend(
  { query, key, value }: { query: Tensor; key: Tensor; value: Tensor },
  options: { heads: number; causal?: boolean | undefined; present?: Uint8Array | undefined },
): Tensor {
  const { heads, causal = false, present } = options, [batch, length, size] = query.shape;
  if (!(Number.isInteger(heads) && heads >= 1 && size % heads === 0)) {
    throw new RangeError(
      `Cannot split ${size} numbers into ${heads} heads: uneven, expected a divisor of ${size}`,
    );
  }
  if (isFused("Attention")) {
    const [, keys] = key.shape;
    const there = present && tf.tensor2d(Int32Array.from(present), [batch, keys], "int32");
    return customGradient(
      [query, key, value],
      ([query, key, value]) => {
        const inputs = { query, key, value, present: there };
        const [mixed, shares] = runFused("Attention", inputs, { heads, causal });
        return [mixed, shares];
      },
      (slope, [query, key, value, shares]) =>
        runFused("AttentionGradient", { query, key, value, shares, slope }, { heads }),
    );
  }
  const split = (all: Tensor): Tensor => {
    if (heads === 1) return all;
    const parts = tf.reshape(all, [batch, -1, heads, size / heads]);
    return tf.reshape(tf.transpose(parts, [0, 2, 1, 3]), [batch * heads, -1, size / heads]);
  };
  const logits = tf.matMul(split(query), split(key), false, true);
  const scale = 1 / Math.sqrt(size / heads);
  const mixed = tf.matMul(maskedSoftmax(logits, { scale, heads, causal, present }), split(value));
  if (heads === 1) return mixed;
  const parts = tf.reshape(mixed, [batch, heads, length, size / heads]);
  return tf.reshape(tf.transpose(parts, [0, 2, 1, 3]), [batch, length, size]);
}
