import {
  meanOverPositions,
  mlp,
  mlpParameters,
  multiHeadAttention,
  multiHeadAttentionParameters,
  type Parameters,
  type Tensor,
  type Weights,
  withoutGradient,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/** Attention heads (§4.3). */
const HEADS = 4;

/** Widths between the layers of the local MLP (released), and of the global one (ours). */
const LOCAL = [32, 16], GLOBAL = [16];

/** What of a behavioural perceptron there is. */
export interface PerceptronParts {
  /** The part that is left out, its factor 1 (table 2). */
  readonly without: "none" | "global" | "user";
  /** What σ of equation 8 is. */
  readonly normalisation: "sigmoid" | "batch-softmax";
}

/** What some users did, `behaviours × length`, padded on the right. */
export interface PerceivedHistory {
  /** Item vectors, `behaviours × length × size`. */
  readonly vectors: Tensor;
  /** 1 for an event, 0 for padding, `behaviours × length`. */
  readonly present: Uint8Array;
}

/** Behaviours (u, s_j) of the source, and what their users did before each. */
export interface PerceivedBehaviours {
  /** E_s: vectors of the items, `behaviours × size`. */
  readonly item: Tensor;
  /** Earlier events in the source. */
  readonly source: PerceivedHistory;
  /** Earlier events in the target. */
  readonly target: PerceivedHistory;
}

/**
 * γ₁ · γ₂: how important source behaviours are before normalisation (equations 3 to 7). Vectors are
 * read, not learned from it (§4.3).
 *
 * @param weights as from `perceptronParameters`
 * @returns a number per behaviour, which depends on no other one
 */
export function rawImportance(
  { item, source, target }: PerceivedBehaviours,
  weights: Weights,
  { without }: Pick<PerceptronParts, "without">,
): Tensor {
  const factors: Tensor[] = [], read = detached(item), [behaviours] = item.shape;
  if (without !== "global") {
    factors.push(mlp(read, weights.within("global"), mlpOptions(GLOBAL)));
  }
  if (without !== "user") {
    const interests = [
      interest(source, read, weights.within("source")),
      interest(target, read, weights.within("target")),
    ];
    factors.push(mlp(tf.concat(interests, -1), weights.within("local"), mlpOptions(LOCAL)));
  }
  return factors.reduce((product, factor) => tf.mul(product, factor)).reshape([behaviours]);
}

/**
 * γ · σ(γ₁ · γ₂), the weights of behaviours (equation 8).
 *
 * "sigmoid" is of each behaviour by itself. "batch-softmax" is the released code's: over the behaviours
 * given, times how many they are, so that the weights mean γ and a mean of weighted losses is its sum.
 *
 * γ = exp(`scale`) is above 0, whatever is learned: below it the source losses would be made large, and
 * the released ReLU has no way back from there.
 *
 * @param raw from `rawImportance`
 */
export function importance(
  raw: Tensor,
  weights: Weights,
  { normalisation }: Pick<PerceptronParts, "normalisation">,
): Tensor {
  const shares = normalisation === "sigmoid" ? tf.sigmoid(raw) : tf.mul(tf.softmax(raw), raw.size);
  return tf.mul(shares, tf.exp(weights.get("scale", [])));
}

/** φ: the parameters of `rawImportance` and `importance`, for item vectors of `size` numbers. */
export function perceptronParameters(
  name: string,
  { size, seed, without }: { size: number; seed: number; without: PerceptronParts["without"] },
): Parameters {
  const pair = 2 * size, parameters: Parameters[] = [];
  const factor = (part: string, sizes: number[]): Parameters => {
    const layers = mlpParameters(part, { sizes, seed }), last = sizes.length - 2;
    // γ₁ and γ₂ start at 1: the gradient of each is times the other, and next to 0 neither learns; and
    // nothing is worth more by the chance of the start.
    layers[`${part}.layers.${last}.bias`].values.fill(1);
    layers[`${part}.layers.${last}.weight`].values.fill(0);
    return layers;
  };
  if (without !== "global") parameters.push(factor(`${name}.global`, [size, ...GLOBAL, 1]));
  if (without !== "user") {
    for (const side of ["source", "target"]) {
      parameters.push(multiHeadAttentionParameters(`${name}.${side}`, { size: pair, seed }));
    }
    parameters.push(factor(`${name}.local`, [2 * pair, ...LOCAL, 1]));
  }
  const scale = { shape: [], values: new Float32Array(1) };
  return Object.assign({ [`${name}.scale`]: scale }, ...parameters);
}

/** A user's recent interest in an item: equations 4 or 5, and 6, over the events that there are. */
function interest(
  { vectors, present }: PerceivedHistory,
  item: Tensor,
  weights: Weights,
): Tensor {
  const [behaviours, length, size] = vectors.shape;
  const items = tf.tile(tf.reshape(item, [behaviours, 1, size]), [1, length, 1]);
  const pairs = tf.concat([detached(vectors), items], -1);
  return meanOverPositions(multiHeadAttention(pairs, weights, { heads: HEADS, present }), present);
}

function mlpOptions(hidden: readonly number[]): { layers: number; activation: "relu" } {
  return { layers: hidden.length + 1, activation: "relu" };
}

/** The same numbers, not linked to where they are from: nothing is computed of a gradient by them. */
function detached(x: Tensor): Tensor {
  return withoutGradient(() => tf.clone(x));
}
