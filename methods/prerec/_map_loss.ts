import { embed, listwiseSoftmaxLoss, type Tensor, type Weights } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { popularityProperty } from "./_equations.ts";

/** Targets of a step, by their popularity interval: in one interval F is the same for all of them. */
export interface IntervalTargets {
  /** Which targets lie in each interval. */
  readonly intervals: readonly Int32Array[];
  /** Per target, its place among the items of the step. */
  readonly positive: Int32Array;
  /** 1 for a target that is one of the candidates. */
  readonly among: Uint8Array;
  /** Values of F that occur, row-major: few, most items having had no event or one. */
  readonly factors: Float32Array;
  /** Which of these rows: of the candidates, interval by interval, then of every target's positive. */
  readonly factorRow: Int32Array;
}

/** One domain's part of a step. */
export interface DomainTargets extends IntervalTargets {
  /** Places of the candidates among the items of the step. */
  readonly candidates: Int32Array;
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
  targets: DomainTargets,
  weights: Weights,
  { latents, precisions }: { latents: Latents; precisions: Precisions },
): Tensor {
  const { userOffsets, popularityOffsets, domain } = latents, { counts, events } = targets;
  const { positive, among, candidates: { length } } = targets;
  const scores = logits(targets, weights, latents);
  const isPositive = new Uint8Array(scores.size);
  positive.forEach((place, target) =>
    isPositive[target * (length + 1) + (among[target] ? place : length)] = 1
  );
  const nll = listwiseSoftmaxLoss(scores, isPositive);
  const norms = [
    norm(latents.itemOffsets, counts.items).mul(precisions.item),
    norm(userOffsets, counts.users).mul(precisions.user),
    ...popularityOffsets ? [norm(popularityOffsets, counts.items).mul(precisions.popularity)] : [],
    ...domain ? [norm(domain, [1]).mul(precisions.domain)] : [],
  ].reduce((sum, each) => sum.add(each));
  return nll.add(norms.div(2 * events));
}

/**
 * Equation 5 before its softmax: per target the candidates and its positive, which does not count twice
 * if it is one of them, `targets × (candidates + 1)`. An interval is one of a batch of products, filled up
 * to the largest: products of their own would be as many calls of the device as there are intervals.
 */
function logits(
  { candidates, intervals, positive, among, factors, factorRow }: DomainTargets,
  weights: Weights,
  latents: Latents,
): Tensor {
  const { states, user, userOffsets, popularityOffsets } = latents;
  const count = intervals.length, { length } = candidates;
  // U_i = n_i + ε_u, and a 1 that the item's bias is multiplied with.
  const users = tf.concat([states.add(embed(userOffsets, user)), tf.ones([user.length, 1])], 1);
  const lasting = lastingPart(weights, latents), width = lasting.shape[1] ?? 0;
  let items = embed(lasting, candidates).expandDims(0), own = embed(lasting, positive);
  if (popularityOffsets) {
    const passing = passingPart(factors, weights), ofTargets = count * length;
    const changed = embed(passing, factorRow.subarray(0, ofTargets));
    items = items.add(changed.reshape([count, length, width]));
    own = own.add(embed(passing, factorRow.subarray(ofTargets)));
  }
  const largest = Math.max(...intervals.map((targets) => targets.length));
  const filled = new Int32Array(count * largest), at = new Int32Array(user.length);
  intervals.forEach((targets, interval) => {
    filled.set(targets, interval * largest);
    targets.forEach((target, place) => at[target] = interval * largest + place);
  });
  const asked = embed(users, filled).reshape([count, largest, width]);
  const products = tf.matMul(asked, items, false, true).reshape([count * largest, length]);
  const once = Float32Array.from(among, (each) => each ? -1e9 : 0);
  const last = users.mul(own).sum(-1, true).add(tf.tensor2d(once, [once.length, 1]));
  return tf.concat([embed(products, at), last], 1);
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
