import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The largest number over the positions of sequences. Positions that tie, as those of padding do, share
 * the slope: tfjs gives all of it to each.
 *
 * @param x `batch × length × size`
 * @returns `batch × size`
 */
export function maxOverTime(x: Tensor): Tensor {
  return customGradient(
    [x],
    ([x]) => {
      const largest = tf.max(x, 1, true);
      // Not by tf.equal: WebGPU cannot add up what was true and false.
      const wins = tf.sub(1, tf.step(tf.sub(largest, x)));
      return [tf.squeeze(largest, [1]), tf.div(wins, tf.sum(wins, 1, true))];
    },
    (slope, [, shares]) => [tf.mul(shares, tf.expandDims(slope, 1))],
  );
}
