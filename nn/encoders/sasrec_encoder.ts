import { tf } from "../_tf.ts";
import {
  causalSelfAttention,
  causalSelfAttentionParameters,
} from "../layers/causal_self_attention.ts";
import { dropout } from "../layers/dropout.ts";
import type { Dropout } from "../layers/dropout.ts";
import { feedForward, feedForwardParameters } from "../layers/feed_forward.ts";
import { layerNorm, layerNormParameters } from "../layers/layer_norm.ts";
import { positionEmbedding, positionEmbeddingParameters } from "../layers/position_embedding.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * SASRec's encoder: item vectors of sequences → a state per position, which knows the items up to
 * that position only.
 *
 * Position vectors are added to the item vectors; then every block adds self-attention and a
 * point-wise network to what it is given: x + Dropout(g(LayerNorm(x))). Item vectors are scaled by
 * √size, and a last layer norm stands behind the blocks, as in the authors' code (the paper mentions
 * neither). Positions are counted from the left, so that a state does not depend on how many items
 * follow.
 *
 * Source: Kang & McAuley, "Self-attentive sequential recommendation" (ICDM 2018), §III-A to §III-C.
 *
 * @param x `batch × length × size`, padded on the right; length at most that of `position.weight`
 * @param weights as from `sasrecEncoderParameters`
 * @param options `blocks`, `heads`; `dropout` while training
 * @returns `batch × length × size`; of no meaning at padded positions
 * @throws {RangeError} if the sequences are longer than there are positions
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { sasrecEncoder, sasrecEncoderParameters } from "./sasrec_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = sasrecEncoderParameters("encoder", { size: 4, length: 3, blocks: 1, seed: 1 });
 * const x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1) };
 * const states = await evaluate({ ...parameters, x }, (weights) =>
 *   sasrecEncoder(weights.get("x", [1, 2, 4]), weights.within("encoder"), { blocks: 1, heads: 2 }));
 * if (states.length !== 8) throw new Error("not a state per position");
 * ```
 */
export function sasrecEncoder(
  x: Tensor,
  weights: Weights,
  options: { blocks: number; heads: number; dropout?: Dropout },
): Tensor {
  const scaled = tf.mul(x, Math.sqrt(x.shape[x.rank - 1]));
  let states = dropout(positionEmbedding(scaled, weights.within("position")), options.dropout);
  for (let block = 0; block < options.blocks; block++) {
    const inside = weights.within(`blocks.${block}`);
    const seen = causalSelfAttention(
      layerNorm(states, inside.within("attention_norm")),
      inside.within("attention"),
      { heads: options.heads },
    );
    states = tf.add(states, dropout(seen, options.dropout));
    const thought = feedForward(
      layerNorm(states, inside.within("feed_forward_norm")),
      inside.within("feed_forward"),
    );
    states = tf.add(states, dropout(thought, options.dropout));
  }
  return layerNorm(states, weights.within("norm"));
}

/** The parameters of `sasrecEncoder` for sequences of at most `length` items. */
export function sasrecEncoderParameters(
  name: string,
  options: { size: number; length: number; blocks: number; seed: number },
): Parameters {
  const { size, length, blocks, seed } = options;
  const parameters = { ...positionEmbeddingParameters(`${name}.position`, { length, size, seed }) };
  for (let block = 0; block < blocks; block++) {
    const inside = `${name}.blocks.${block}`;
    Object.assign(
      parameters,
      layerNormParameters(`${inside}.attention_norm`, { size }),
      causalSelfAttentionParameters(`${inside}.attention`, { size, seed }),
      layerNormParameters(`${inside}.feed_forward_norm`, { size }),
      feedForwardParameters(`${inside}.feed_forward`, { size, innerSize: size, seed }),
    );
  }
  return { ...parameters, ...layerNormParameters(`${name}.norm`, { size }) };
}
