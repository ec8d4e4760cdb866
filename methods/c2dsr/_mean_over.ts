import type { Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/**
 * The mean of states over some positions of every sequence.
 *
 * @param states `sequences × length × size`
 * @param chosen 1 for a position that counts, `sequences × length`; one at least each
 * @returns `sequences × size`
 */
export function meanOver(states: Tensor, chosen: Uint8Array): Tensor {
  const [sequences, length, size] = states.shape, shares = Float32Array.from(chosen);
  for (let first = 0; first < shares.length; first += length) {
    const row = shares.subarray(first, first + length);
    const count = row.reduce((sum, each) => sum + each, 0);
    row.forEach((each, at) => row[at] = each / count);
  }
  return tf.tensor3d(shares, [sequences, 1, length]).matMul(states).reshape([sequences, size]);
}
