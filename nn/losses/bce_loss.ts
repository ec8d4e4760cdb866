import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Binary cross-entropy of positives against sampled negatives: the mean over positives of
 * −log σ(positive) − Σ log(1 − σ(negative)), by way of softplus, which cannot overflow.
 *
 * Source: Kang & McAuley, "Self-attentive sequential recommendation" (ICDM 2018), §III-E.
 *
 * @param positive logits, `n`
 * @param negative logits, `n × negatives`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { bceLoss } from "./bce_loss.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const logits = { shape: [1, 1], values: new Float32Array(1) };
 * const [loss] = await evaluate({ logits }, (weights) => {
 *   const zero = weights.get("logits", [1, 1]);
 *   return bceLoss(zero.reshape([1]), zero);
 * });
 * if (Math.abs(loss - 2 * Math.log(2)) > 1e-6) throw new Error("not two coin flips");
 * ```
 */
export function bceLoss(positive: Tensor, negative: Tensor): Tensor {
  const hits = tf.softplus(tf.neg(positive)), misses = tf.softplus(negative);
  return tf.div(tf.add(tf.sum(hits), tf.sum(misses)), positive.size);
}
