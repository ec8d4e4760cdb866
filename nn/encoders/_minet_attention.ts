import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { PaddedVectors } from "./_padded_vectors.ts";
import { maskedShares } from "./_masked_shares.ts";
import { presenceMask } from "./_presence_mask.ts";
import { weightParameter } from "./_weight_parameter.ts";

/**
 * MiNet's item-level attention: what a history means for an item and a user, Σ_i a_i r_i with
 * a = softmax_i(hᵀ relu(W [r_i, q, p, r_i M ∘ q])). M takes vectors of another domain into that of q,
 * as a product of two thin matrices; without `transfer` there is none.
 *
 * The product with W is taken apart: its parts in q and p are made once, not once per position.
 *
 * @param history r, `batch × length × size`
 * @param asked `item` q, `batch × size`, and `user` p, `batch × any size`
 * @param weights as from `minetAttentionParameters`
 * @returns `batch × size`; zeros for a history without items
 */
export function minetAttention(
  { vectors, present }: PaddedVectors,
  { item, user }: { item: Tensor; user: Tensor },
  weights: Weights,
  { transfer }: { transfer: boolean },
): Tensor {
  const [batch, length, size] = vectors.shape, [, userSize] = user.shape;
  const whole = weights.get("hidden.weight", [3 * size + userSize, -1]), [, hidden] = whole.shape;
  const [ofHistory, ofItem, ofUser, ofProduct] = tf.split(whole, [size, size, userSize, size], 0);
  const flat = tf.reshape(vectors, [-1, size]);
  const moved = transfer
    ? tf.matMul(
      tf.matMul(flat, weights.get("transfer.0.weight", [size, -1])),
      weights.get("transfer.1.weight", [-1, size]),
    )
    : flat;
  const product = tf.mul(tf.reshape(moved, [batch, length, size]), tf.expandDims(item, 1));
  const each = tf.add(
    tf.matMul(flat, ofHistory),
    tf.matMul(tf.reshape(product, [-1, size]), ofProduct),
  );
  const all = tf.add(tf.matMul(item, ofItem), tf.matMul(user, ofUser));
  const inner = tf.relu(tf.add(tf.reshape(each, [batch, length, hidden]), tf.expandDims(all, 1)));
  const scores = tf.matMul(
    tf.reshape(inner, [-1, hidden]),
    weights.get("query.weight", [hidden, 1]),
  );
  const shares = maskedShares(
    tf.reshape(scores, [batch, length]),
    presenceMask(present, vectors),
  );
  return tf.reshape(tf.matMul(tf.reshape(shares, [batch, 1, length]), vectors), [batch, size]);
}

/** The parameters of `minetAttention`; `transferSize`: columns of M's first factor, if it has M. */
export function minetAttentionParameters(
  name: string,
  options: {
    size: number;
    userSize: number;
    hiddenSize: number;
    transferSize?: number;
    seed: number;
  },
): Parameters {
  const { size, userSize, hiddenSize, transferSize, seed } = options;
  const inputs = 3 * size + userSize;
  return {
    ...weightParameter(`${name}.hidden`, { inputs, outputs: hiddenSize, seed }),
    ...weightParameter(`${name}.query`, { inputs: hiddenSize, outputs: 1, seed }),
    ...transferSize !== undefined && {
      ...weightParameter(`${name}.transfer.0`, { inputs: size, outputs: transferSize, seed }),
      ...weightParameter(`${name}.transfer.1`, { inputs: transferSize, outputs: size, seed }),
    },
  };
}
