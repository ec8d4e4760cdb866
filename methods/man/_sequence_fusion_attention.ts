import {
  causalSelfAttentionParameters,
  feedForward,
  feedForwardParameters,
  layerNorm,
  layerNormParameters,
  type Parameters,
  stopGradient,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import { absence } from "./_presence.ts";

/**
 * Sequence-fusion attention (§3.2.2): S^s = MLP(CA(S, S_g) + S) (equation 7), what the local states
 * find among the global ones.
 *
 * No gradient flows back into either (appendix A.3): the encoders learn from the predictions alone.
 *
 * @param local S, `batch × length × size`
 * @param global S_g, of the same shape
 * @param options `present`: 1 for a position that is there, `batch × length`
 * @returns `batch × length × size`; of no meaning at padding
 */
export function sequenceFusionAttention(
  local: Tensor,
  global: Tensor,
  { weights, present }: { weights: Weights; present: Uint8Array },
): Tensor {
  const own = stopGradient(local), shared = stopGradient(global);
  const found = crossAttention(own, shared, { weights: weights.within("attention"), present });
  return normedMlp(found.add(own), weights);
}

/** The parameters of `sequenceFusionAttention`. */
export function sequenceFusionAttentionParameters(
  name: string,
  options: { size: number; seed: number },
): Parameters {
  return {
    ...crossAttentionParameters(`${name}.attention`, options),
    ...normedMlpParameters(name, options),
  };
}

/**
 * CA(x, memory) = softmax(x W^Q (memory W^K)ᵀ / √D) memory W^V (equations 8 and 9): one head, no
 * biases, no output layer. Every position sees all that are there, later ones too: what is asked for
 * comes after all of them.
 *
 * @param x `batch × queries × size`, or `queries × size` where all sequences have the same queries
 * @param memory `batch × length × size`
 * @param options `present`: 1 for a position of the memory that is there, `batch × length`
 * @returns `batch × queries × size`
 */
export function crossAttention(
  x: Tensor,
  memory: Tensor,
  { weights, present }: { weights: Weights; present: Uint8Array },
): Tensor {
  const [batch, length, size] = memory.shape;
  const project = (each: Tensor, name: string): Tensor =>
    each.reshape([-1, size]).matMul(weights.get(`${name}.weight`, [size, size]));
  const query = project(x, "query"), key = project(memory, "key");
  // Shared queries are not repeated: their products with all keys are one.
  const products = x.rank === 2
    ? key.matMul(query, false, true).reshape([batch, length, -1]).transpose([0, 2, 1])
    : query.reshape(x.shape).matMul(key.reshape(memory.shape), false, true);
  const shares = products.mul(1 / Math.sqrt(size)).add(absence(present, { length })).softmax();
  return shares.matMul(project(memory, "value").reshape(memory.shape));
}

/** The parameters of `crossAttention`: `query.weight`, `key.weight`, `value.weight`, after Glorot. */
export function crossAttentionParameters(
  name: string,
  options: { size: number; seed: number },
): Parameters {
  // The three matrices of an attention, whatever it is to.
  return causalSelfAttentionParameters(name, options);
}

/**
 * The MLP of equations 7 and 11: a layer norm, a network of one hidden layer (ReLU, as wide as its
 * input), a layer norm. Appendix A.3: "a MLP layer sandwiched two normalization layers".
 *
 * @param x `… × size`
 * @returns of x's shape
 */
export function normedMlp(x: Tensor, weights: Weights): Tensor {
  const inside = feedForward(layerNorm(x, weights.within("norm_before")), weights.within("mlp"));
  return layerNorm(inside, weights.within("norm_behind"));
}

/** The parameters of `normedMlp`. */
export function normedMlpParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  return {
    ...layerNormParameters(`${name}.norm_before`, { size }),
    ...feedForwardParameters(`${name}.mlp`, { size, innerSize: size, seed }),
    ...layerNormParameters(`${name}.norm_behind`, { size }),
  };
}
