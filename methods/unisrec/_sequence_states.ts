import {
  type Dropout,
  embed,
  sasrecEncoder,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { UnisrecConfig } from "./method.ts";

/** Name of the vector that stands before a user's first event and at padded positions. */
export const START = "start.vector";

/**
 * The state at every position of sequences that stand side by side: causal self-attention over the
 * items' universal vectors and position vectors. A sequence's vector is its last
 * state; at every other position stands the vector of the sequence up to there.
 *
 * @param weights `encoder` and `START`
 * @param batch `vectors` of items, a row each; `input`: a place among them per position, the start's
 * behind all, `size × length`, padded on the right; `dropout` while training
 * @returns `(size · length) × embeddingSize`
 */
export function sequenceStates(
  weights: Weights,
  { vectors, input, size, length, dropout }: {
    vectors: Tensor;
    input: Int32Array;
    size: number;
    length: number;
    dropout?: Dropout;
  },
  { embeddingSize, blocks, heads }: Pick<UnisrecConfig, "embeddingSize" | "blocks" | "heads">,
): Tensor {
  const known = tf.concat([vectors, weights.get(START, [1, embeddingSize])]);
  const x = embed(known, input).reshape([size, length, embeddingSize]);
  return sasrecEncoder(x, weights.within("encoder"), {
    ...{ blocks, heads },
    ...dropout && { dropout },
  }).reshape([size * length, embeddingSize]);
}
