import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { visibleKeys } from "./_visible_keys.ts";

/** Added to what is not seen: its softmax is exactly 0. */
const HIDDEN = -1e9;

/**
 * Softmax over the keys that are seen: of `scale · logits`. The others get 0, and a position that sees
 * none gets zeros.
 *
 * @param logits `batch · heads × length × keys`, a head of a sequence after the other
 * @param options `causal`: position t sees keys up to t only; `present`: 1 for a key that is there,
 * `batch × keys`
 */
export function maskedSoftmax(
  logits: Tensor,
  options: { scale: number; heads: number; causal: boolean; present: Uint8Array | undefined },
): Tensor {
  const { scale, heads, causal, present } = options, [sequences, length, keys] = logits.shape;
  const batch = sequences / heads;
  if (isFused("MaskedSoftmax")) {
    const there = present && tf.tensor2d(Int32Array.from(present), [batch, keys], "int32");
    return customGradient(
      [logits],
      ([x]) => {
        const inputs = { logits: x, present: there };
        const [shares] = runFused("MaskedSoftmax", inputs, { scale, heads, causal });
        return [shares, shares];
      },
      (slope, [, shares]) => runFused("MaskedSoftmaxGradient", { shares, slope }, { scale }),
    );
  }
  const scaled = tf.mul(logits, scale);
  const visible = visibleKeys({ batch, heads, length, keys, causal, present });
  if (visible === undefined) return tf.softmax(scaled);
  const shares = tf.softmax(tf.add(scaled, tf.mul(tf.sub(1, visible), HIDDEN)));
  // Where nothing is seen, all is hidden alike, and so has shares.
  return present === undefined ? shares : tf.mul(shares, visible);
}
