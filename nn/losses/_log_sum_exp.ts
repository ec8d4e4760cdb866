import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** log Σ exp over the last axis of `n × k`: n numbers. Its gradient is the softmax. */
export function logSumExp(logits: Tensor): Tensor {
  return customGradient(
    [logits],
    ([x]) => stableLogSumExp(x),
    (slope, [x]) => [tf.mul(tf.softmax(x), tf.expandDims(slope, -1))],
  );
}

/**
 * log Σ exp over the columns of `states · candidatesᵀ`, which is computed again for the gradient
 * instead of being kept.
 *
 * @param states `n × size`
 * @param candidates `k × size`
 * @returns `n`
 */
export function logSumExpOfProduct(states: Tensor, candidates: Tensor): Tensor {
  return customGradient(
    [states, candidates],
    ([x, y]) => stableLogSumExp(tf.matMul(x, y, false, true)),
    (slope, [x, y]) => {
      const share = tf.mul(tf.softmax(tf.matMul(x, y, false, true)), tf.expandDims(slope, -1));
      return [tf.matMul(share, y), tf.matMul(share, x, true, false)];
    },
  );
}

/**
 * m − log(largest softmax), m the maximum: the softmax of the maximum is exp(0) / Σ exp(x − m), and
 * tfjs's softmax kernel is four times as fast as an exp and a sum.
 */
function stableLogSumExp(x: Tensor): Tensor {
  return tf.sub(tf.max(x, -1), tf.log(tf.max(tf.softmax(x), -1)));
}
