import * as tf from "@tensorflow/tfjs";
import type { Tensor } from "@permafrost/bench/nn";

/**
 * Half the squared length of the item vectors that a step uses, each divided by how often its item
 * occurs: its slope by w_j is w_j / n_j, the regularisation of equation 6.
 *
 * @param vectors a row per item that the step uses, `rows × size`
 * @param options `rows`: item per row; `counts` per item
 */
export function batchAwarePenalty(
  vectors: Tensor,
  { rows, counts }: { rows: Uint32Array; counts: Uint32Array },
): Tensor {
  // An item that is drawn as a negative alone counts as met once.
  const shares = Float32Array.from(rows, (item) => 0.5 / Math.max(1, counts[item]));
  return vectors.square().sum(1).mul(tf.tensor1d(shares)).sum();
}
