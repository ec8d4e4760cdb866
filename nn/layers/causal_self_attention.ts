import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { product } from "./_product.ts";

/**
 * Scaled dot-product self-attention in which position t sees the positions up to t only.
 *
 * Sequences are padded on the right: the positions of a sequence then never see its padding, and no
 * mask per sequence is needed. What stands at padded positions is of no meaning.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.2; no biases and no output
 * projection, as in Kang & McAuley, "Self-attentive sequential recommendation" (ICDM 2018), §III-B.
 *
 * @param x `batch × length × size`
 * @param weights `query.weight`, `key.weight`, `value.weight`, each `size × size`
 * @param options `heads`: a divisor of `size`
 * @returns `batch × length × size`
 * @throws {RangeError} if `heads` does not divide `size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { causalSelfAttention, causalSelfAttentionParameters } from "./causal_self_attention.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = causalSelfAttentionParameters("attention", { size: 2, seed: 1 });
 * const first = async (second: number) => {
 *   const x = { shape: [1, 2, 2], values: new Float32Array([1, 2, second, second]) };
 *   const y = await evaluate({ ...parameters, x }, (weights) =>
 *     causalSelfAttention(weights.get("x", [1, 2, 2]), weights.within("attention"), { heads: 1 }));
 *   return y.subarray(0, 2).join();
 * };
 * if (await first(3) !== await first(4)) throw new Error("the first position saw the second");
 * ```
 */
export function causalSelfAttention(
  x: Tensor,
  weights: Weights,
  { heads }: { heads: number },
): Tensor {
  const [batch, length, size] = x.shape;
  if (!(Number.isInteger(heads) && heads >= 1 && size % heads === 0)) {
    throw new RangeError(
      `Cannot split ${size} numbers into ${heads} heads: uneven, expected a divisor of ${size}`,
    );
  }
  const split = (name: string): Tensor => {
    const all = product(x, weights.get(`${name}.weight`, [size, size]));
    if (heads === 1) return all;
    const parts = tf.transpose(tf.reshape(all, [batch, length, heads, size / heads]), [0, 2, 1, 3]);
    return tf.reshape(parts, [batch * heads, length, size / heads]);
  };
  const query = tf.mul(split("query"), 1 / Math.sqrt(size / heads));
  const logits = tf.add(tf.matMul(query, split("key"), false, true), causalMask(length));
  const mixed = tf.matMul(tf.softmax(logits), split("value"));
  if (heads === 1) return mixed;
  const parts = tf.reshape(mixed, [batch, heads, length, size / heads]);
  return tf.reshape(tf.transpose(parts, [0, 2, 1, 3]), [batch, length, size]);
}

/** `length × length`: 0 where a position may look, elsewhere so low that its softmax is exactly 0. */
function causalMask(length: number): Tensor {
  const mask = new Float32Array(length * length);
  for (let t = 0; t < length; t++) mask.fill(-1e9, t * length + t + 1, (t + 1) * length);
  return tf.tensor2d(mask, [length, length]);
}

/** The parameters of `causalSelfAttention`, after Glorot. */
export function causalSelfAttentionParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  return Object.fromEntries(["query", "key", "value"].map((part) => {
    const path = `${name}.${part}.weight`;
    return [path, glorotParameter(path, { inputs: size, outputs: size, seed })];
  }));
}
