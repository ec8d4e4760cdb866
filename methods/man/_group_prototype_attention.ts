import {
  layerNorm,
  layerNormParameters,
  mlp,
  mlpParameters,
  type Parameters,
  stopGradient,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import { presence } from "./_presence.ts";
import {
  crossAttention,
  crossAttentionParameters,
  normedMlp,
  normedMlpParameters,
} from "./_sequence_fusion_attention.ts";
import { xavier } from "./_xavier.ts";

/**
 * Group-prototype attention (§3.2.3): what the groups that a user belongs to see in the history.
 *
 * - C = MLP(W^P S): relevance of every group (equation 10, `groupRelevance`),
 * - G′ = MLP(CA(G, S)): what every prototype finds in the sequence (equation 11),
 * - g = Σ softmax(C)_k G′_k (equation 12 and §3.3.1: as the shares sum to 1, the sum is the average).
 *
 * No gradient flows back into S (appendix A.3).
 *
 * @param states S, `batch × length × size`
 * @param prototypes G, `groups × size`
 * @param options `present`: 1 for a position that is there, `batch × length`
 * @returns `batch × size`
 */
export function groupPrototypeAttention(
  states: Tensor,
  prototypes: Tensor,
  { weights, present }: { weights: Weights; present: Uint8Array },
): Tensor {
  const [batch, , size] = states.shape, [groups] = prototypes.shape, own = stopGradient(states);
  const relevance = groupRelevance(own, { weights: weights.within("relevance"), present });
  const found = crossAttention(prototypes, own, { weights: weights.within("attention"), present });
  const groupsOfUser = normedMlp(found, weights);
  return relevance.softmax().reshape([batch, 1, groups]).matMul(groupsOfUser)
    .reshape([batch, size]);
}

/**
 * C = MLP(W^P S) (equation 10). W^P has a column per position, counted from the left as everywhere; a
 * position that is not there adds nothing. The MLP has a layer norm in front of it and a hidden layer as
 * wide as its input; behind it, of one number, there is nothing to normalise.
 *
 * @param states `batch × length × size`
 * @param options `present`: 1 for a position that is there, `batch × length`
 * @returns `batch × groups`
 */
export function groupRelevance(
  states: Tensor,
  { weights, present }: { weights: Weights; present: Uint8Array },
): Tensor {
  const [batch, length] = states.shape, table = weights.get("pooling.weight", [-1, -1]);
  const [, groups] = table.shape;
  const pooling = table.slice([0, 0], [length, groups]).transpose()
    .mul(presence(present, { length }));
  const pooled = layerNorm(pooling.matMul(states), weights.within("norm"));
  return mlp(pooled, weights, { layers: 2, activation: "relu" }).reshape([batch, groups]);
}

/** The parameters of `groupPrototypeAttention` for sequences of at most `length` positions. */
export function groupPrototypeAttentionParameters(
  name: string,
  options: { size: number; length: number; groups: number; seed: number },
): Parameters {
  const { size, length, groups, seed } = options, relevance = `${name}.relevance`;
  return {
    // (W^P)ᵀ: a row per position.
    ...xavier(`${relevance}.pooling.weight`, [length, groups], seed),
    ...layerNormParameters(`${relevance}.norm`, { size }),
    ...mlpParameters(relevance, { sizes: [size, size, 1], seed }),
    ...crossAttentionParameters(`${name}.attention`, { size, seed }),
    ...normedMlpParameters(name, { size, seed }),
  };
}

/**
 * −Σ_{i<j} min(‖G_i − G_j‖², margin), the prototype disentanglement of equation 13 without its weight
 * λ_g: prototypes repel each other.
 *
 * The paper's sum has no lower bound, so that a training could win by it without end. Here two
 * prototypes repel each other until their squared distance is the margin; beyond it they are distinct
 * enough and feel nothing.
 *
 * @param prototypes G, `groups × size`
 * @param options `margin`: the numbers of a prototype if not given, so that two are apart once they
 * differ by 1 in each of them
 * @returns one number, at least −margin · groups (groups − 1) / 2, at most 0
 */
export function disentanglement(
  prototypes: Tensor,
  { margin = prototypes.shape[1] ?? 0 }: { margin?: number } = {},
): Tensor {
  const apart = prototypes.expandDims(0).sub(prototypes.expandDims(1)).square().sum(-1);
  // Every pair stands there twice, and every prototype with itself, at distance 0.
  return apart.minimum(margin).sum().mul(-0.5);
}
