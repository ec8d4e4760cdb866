import type { Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/** Added to what is not there: its share is exactly 0. */
const HIDDEN = -1e9;

/**
 * What is added to the logits of a softmax over positions, so that it leaves out padding.
 *
 * @param present 1 for a position that is there, `sequences × length`; one at least each
 * @param options `row`: the sequence of each pair, where there is a softmax per pair
 * @returns `sequences × 1 × length`, or `pairs × 1 × length`
 */
export function absence(
  present: Uint8Array,
  { length, row }: { length: number; row?: Int32Array },
): Tensor {
  const hidden = Float32Array.from(present, (there) => there === 1 ? 0 : HIDDEN);
  if (row === undefined) return tf.tensor3d(hidden, [present.length / length, 1, length]);
  const pairs = new Float32Array(row.length * length);
  row.forEach((from, pair) =>
    pairs.set(hidden.subarray(from * length, (from + 1) * length), pair * length)
  );
  return tf.tensor3d(pairs, [row.length, 1, length]);
}

/**
 * 1 for a position that is there and 0 for padding, on the device.
 *
 * @returns `sequences × 1 × length`
 */
export function presence(present: Uint8Array, { length }: { length: number }): Tensor {
  return tf.tensor3d(Float32Array.from(present), [present.length / length, 1, length]);
}
