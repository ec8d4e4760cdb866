import { embed, softmaxLoss, type Tensor, type Weights } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { popularityProperty } from "./_equations.ts";

/** Targets of a step that lie in one popularity interval: F is the same for all of them. */
export interface IntervalTargets {
  /** Which targets. */
  readonly targets: Int32Array;
  /** Per target, its place among the items of the step. */
  readonly positive: Int32Array;
  /** 1 for a target that is one of the candidates. */
  readonly among: Uint8Array;
  /** F of the candidates, then of the positives, row-major. */
  readonly factors: Float32Array;
}

/** One domain's part of a step. */
export interface DomainTargets {
  /** Places of the candidates among the items of the step. */
  readonly candidates: Int32Array;
  /** The targets, by interval. */
  readonly groups: readonly IntervalTargets[];
  /** How often each of the items, and of the users, of the step stands for itself in a norm. */
  readonly counts: { readonly items: Float32Array; readonly users: Float32Array };
  /** Training targets of the domain, N_k. */
  readonly events: number;
}

/** λ of equation 7. */
export interface Precisions {
  readonly user: number;
  readonly item: number;
  readonly popularity: number;
  readonly domain: number;
}

/** What is re-estimated: means by the networks, and how far from these the latent variables are. */
export interface Latents {
  /** n_i = f_seq(D_k, H_i) per target. */
  readonly states: Tensor;
  /** User per target, as a row of `userOffsets`. */
  readonly user: Int32Array;
  /** ε_u of the users of the step. */
  readonly userOffsets: Tensor;
  /** m_j of the items of the step. */
  readonly content: Tensor;
  /** ε_v of the items of the step. */
  readonly itemOffsets: Tensor;
  /** ε_z of the items of the step; without popularity not there. */
  readonly popularityOffsets?: Tensor;
  /** D_k, `1 × B`; without domains not there. */
  readonly domain?: Tensor;
}

/**
 * The part of equation 7 that is one domain's, over N_k: the negative logarithm of equation 5 per
 * target, and the norms of all offsets (V_j − f_item = ε_v, Z_j − f_pop = ε_z, U_i − f_seq = ε_u) and of
 * D_k. With all items as candidates and all targets it is exact; else its expectation is.
 *
 * @param weights of f_pop, W_d and W_z
 */
export function mapLoss(
  { candidates, groups, counts, events }: DomainTargets,
  weights: Weights,
  { latents, precisions }: { latents: Latents; precisions: Precisions },
): Tensor {
  const { states, user, userOffsets, popularityOffsets, domain } = latents;
  const total = user.length, one = tf.ones([total, 1]);
  // U_i = n_i + ε_u, and a 1 that the item's bias is multiplied with.
  const users = tf.concat([states.add(embed(userOffsets, user)), one], 1);
  const items = intervalItems(candidates, groups, { weights, latents }),
    width = items.shape[1] ?? 0;
  let first = 0;
  const nll = groups.map(({ targets, positive, among }) => {
    const from = first, count = candidates.length;
    first += count + positive.length;
    return softmaxLoss(embed(users, targets), {
      candidates: tf.slice(items, [from, 0], [count, width]),
      positives: tf.slice(items, [from + count, 0], [positive.length, width]),
      among,
    }).mul(targets.length / total);
  }).reduce((sum, each) => sum.add(each));
  const norms = [
    norm(latents.itemOffsets, counts.items).mul(precisions.item),
    norm(userOffsets, counts.users).mul(precisions.user),
    ...popularityOffsets ? [norm(popularityOffsets, counts.items).mul(precisions.popularity)] : [],
    ...domain ? [norm(domain, [1]).mul(precisions.domain)] : [],
  ].reduce((sum, each) => sum.add(each));
  return nll.add(norms.div(2 * events));
}

/**
 * V_j and the items' biases D_k W_d + Z_j W_z, side by side: of every interval the candidates, then the
 * positives, one behind the other.
 */
function intervalItems(
  candidates: Int32Array,
  groups: readonly IntervalTargets[],
  { weights, latents }: { weights: Weights; latents: Latents },
): Tensor {
  const places = groups.flatMap(({ positive }) => [...candidates, ...positive]);
  const lasting = embed(lastingPart(weights, latents), Int32Array.from(places));
  if (!latents.popularityOffsets) return lasting;
  const all = new Float32Array(groups.reduce((sum, { factors }) => sum + factors.length, 0));
  let at = 0;
  for (const { factors } of groups) {
    all.set(factors, at);
    at += factors.length;
  }
  return lasting.add(passingPart(all, weights));
}

/** What of V_j and of the item's bias does not change with the interval: `items × (B + 1)`. */
function lastingPart(weights: Weights, latents: Latents): Tensor {
  const { content, itemOffsets, popularityOffsets, domain } = latents, [, size] = content.shape;
  let vectors = itemOffsets.add(content), biases = tf.zeros([content.shape[0], 1]);
  if (popularityOffsets) {
    vectors = vectors.add(popularityOffsets);
    biases = biases.add(tf.matMul(popularityOffsets, weights.get("score.popularity", [size, 1])));
  }
  if (domain) {
    vectors = vectors.add(domain);
    biases = biases.add(tf.matMul(domain, weights.get("score.domain", [size, 1])));
  }
  return tf.concat([vectors, biases], 1);
}

/** What does: f_pop(F_j), and its product with W_z. */
function passingPart(factors: Float32Array, weights: Weights): Tensor {
  const weight = weights.get("popularity.weight", [-1, -1]), [orders, size] = weight.shape;
  const shape: [number, number] = [factors.length / orders, orders];
  const property = popularityProperty(tf.tensor2d(factors, shape), weights);
  return tf.concat([
    property,
    tf.matMul(property, weights.get("score.popularity", [size, 1])),
  ], 1);
}

/** Σ count · ‖row‖². */
function norm(rows: Tensor, counts: ArrayLike<number>): Tensor {
  return rows.square().sum(-1).mul(tf.tensor1d(Float32Array.from(counts))).sum();
}
