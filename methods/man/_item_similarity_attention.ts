import {
  embed,
  linear,
  mlpParameters,
  type Parameters,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import { absence } from "./_presence.ts";

/** What item similarity attention asks, whatever the target. */
export interface SimilarityKeys {
  /** E + E_g, `batch × length × size`. */
  readonly keys: Tensor;
  /** Their part of the MLP's first layer, `batch × length × hidden`. */
  readonly products: Tensor;
}

/**
 * The part of item similarity attention that does not depend on the target: the first layer's product
 * with M_target ‖ (E + E_g) is taken apart, so that its part in the keys is made once per position.
 *
 * @param keys E + E_g, `batch × length × size`
 */
export function similarityKeys(keys: Tensor, weights: Weights): SimilarityKeys {
  const [batch, length, size] = keys.shape;
  const first = weights.get("layers.0.weight", [2 * size, -1]), [, hidden] = first.shape;
  const products = keys.reshape([-1, size]).matMul(first.slice([size, 0], [size, hidden]));
  return { keys, products: products.reshape([batch, length, hidden]) };
}

/**
 * Item similarity attention (§3.2.1): what a history means for a target, by the similarity of its
 * items to it.
 *
 * - F = MLP(M_target ‖ (E + E_g)) per position, with ReLU between the layers (equation 5),
 * - e = Σ softmax(F)_t (E + E_g)_t over the positions that are there (equation 6 and §3.3.1: as the
 *   shares sum to 1, the sum is the average).
 *
 * @param history as from `similarityKeys`
 * @param target M of the targets, `pairs × size`
 * @param options `layers` of the MLP; `row`: sequence per pair; `present`: 1 for a position that is
 * there, `batch × length`
 * @returns `pairs × size`
 */
export function itemSimilarityAttention(
  { keys, products }: SimilarityKeys,
  target: Tensor,
  options: { weights: Weights; layers: number; row: Int32Array; present: Uint8Array },
): Tensor {
  const { weights, row } = options, [batch, length, size] = keys.shape, pairs = row.length;
  const [, , hidden] = products.shape;
  const first = weights.get("layers.0.weight", [2 * size, hidden]);
  const perPair = (each: Tensor, width: number): Tensor =>
    embed(each.reshape([batch, length * width]), row).reshape([pairs, length, width]);
  const ofTarget = target.matMul(first.slice([0, 0], [size, hidden]))
    .add(weights.get("layers.0.bias", [hidden]));
  let similarity = perPair(products, hidden).add(ofTarget.expandDims(1));
  for (let layer = 1; layer < options.layers; layer++) {
    similarity = linear(similarity.relu(), weights.within(`layers.${layer}`));
  }
  const shares = similarity.reshape([pairs, 1, length])
    .add(absence(options.present, { length, row })).softmax();
  return shares.matMul(perPair(keys, size)).reshape([pairs, size]);
}

/** The parameters of `itemSimilarityAttention`; `hidden`: sizes of the layers between. */
export function itemSimilarityAttentionParameters(
  name: string,
  options: { size: number; hidden: readonly number[]; seed: number },
): Parameters {
  const { size, hidden, seed } = options;
  return mlpParameters(name, { sizes: [2 * size, ...hidden, 1], seed });
}
