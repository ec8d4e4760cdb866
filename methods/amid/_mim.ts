import {
  constantParameter,
  embed,
  meanOverPositions,
  nearestSimilarity,
  normalParameter,
  type Parameters,
  RandomStream,
  stopGradient,
  type Tensor,
  unitVectors,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/** How soft the threshold is to the gradient: σ((a′ − k) / 0.1) is steep over ± 0.2, a fifth of all cosines. */
const TEMPERATURE = 0.1;

/** States of some sequences of one domain, S in the paper. */
export interface States {
  /** `sequences × length × size`. */
  readonly states: Tensor;
  /** 1 for a position that counts, `sequences × length`. */
  readonly counted: Uint8Array;
}

/** What another domain has to say to some users. */
export interface Interests {
  /** Its index. */
  readonly domain: number;
  /** Reference users there: all of them, or a sample. */
  readonly group: States;
  /** Slot of each, a row of W_C. */
  readonly slot: Int32Array;
  /** How many slots each stands for: more than 1 for a sample, so that the sum is right on average. */
  readonly scale: number;
  /** 1 for a reference user who may be in a user's group, 0 for the user itself: `users × group`. */
  readonly mayJoin: Float32Array;
  /** The users' own sequences there, as far as they have one. */
  readonly own: States;
  /** Per user, 1 + the place of its sequence in `own`, 0 if it has none. */
  readonly place: Int32Array;
}

/**
 * Equation 3: a′_ij, how near sequence i is to sequence j, by their two nearest positions. The rows of
 * S W₁ and S W₂ are brought to length 1, so that a′ is a cosine and a threshold means the same to every
 * backbone; padding is left out of the maximum.
 *
 * @param weights `own` (W₁) and `other` (W₂)
 * @returns `sequences × others`
 */
export function similarity(own: States, other: States, weights: Weights): Tensor {
  const project = ({ states }: States, name: string): Tensor => {
    const [count, length, size] = states.shape;
    const flat = states.reshape([count * length, size]).matMul(weights.get(name, [size, size]));
    return unitVectors(flat).reshape([count, length, size]);
  };
  return nearestSimilarity(project(own, "own"), project(other, "other"), {
    xPresent: own.counted,
    yPresent: other.counted,
  });
}

/**
 * Equation 4: 1 where a′ is at least k, else 0. The gradient is that of σ((a′ − k) / 0.1) in its place
 * ("straight through"): a step has none, and W₁ and W₂ would never learn.
 */
export function groupFlags(near: Tensor, threshold: number): Tensor {
  const soft = near.sub(threshold).div(TEMPERATURE).sigmoid();
  const hard = stopGradient(near.greaterEqual(threshold).toFloat());
  return hard.add(soft.sub(stopGradient(soft)));
}

/** Mean over the positions that count: `sequences × size`. */
export function meanOfStates({ states, counted }: States): Tensor {
  return meanOverPositions(states, counted);
}

/**
 * Equations 5 and 6, and the mean of equation 7: Mean(Concat(S, Squeeze(m′ W_C)) W_F).
 *
 * All of it is linear in the positions, so that the mean comes first: a message m = a · (S_j W_ip) has the
 * mean a · (Mean(S_j) W_ip), and the concatenation that of its halves. Messages come from every other
 * domain: of its group (black arrows of figure 5), and of the same user there (blue), with a flag of 1.
 * With no other domain nothing is concatenated.
 *
 * @param own the users' sequences in their own domain
 * @param others what each other domain has to say
 * @param options `weights`: `fuse` (W_F), and per other domain in `from.<domain>` W₁, W₂, `message` (W_ip),
 * and the weights of its slots of W_C, `squeeze.group` and `squeeze.same`; `threshold`: k
 * @returns `users × size`
 */
export function enhance(
  own: States,
  others: readonly Interests[],
  { weights, threshold }: { weights: Weights; threshold: number },
): Tensor {
  const mean = meanOfStates(own), [users, size] = mean.shape;
  const fuse = weights.get("fuse", [size, size]);
  if (others.length === 0) return mean.matMul(fuse);
  let squeezed = tf.zeros([users, size]);
  for (const { domain, group, slot, scale, mayJoin, own: same, place } of others) {
    const inside = weights.within(`from.${domain}`);
    const message = inside.get("message", [size, size]);
    const squeeze = embed(inside.get("squeeze.group", [-1, 1]), slot).mul(scale);
    const flags = groupFlags(similarity(own, group, inside), threshold)
      .mul(tf.tensor2d(mayJoin, [users, slot.length]));
    const fromGroup = flags.matMul(meanOfStates(group).mul(squeeze));
    // Row 0 stands for those who have no sequence there.
    const means = tf.zeros([1, size]).concat(meanOfStates(same), 0);
    const fromSame = embed(means, place).mul(
      inside.get("squeeze.same", [1, 1]),
    );
    squeezed = squeezed.add(fromGroup.add(fromSame).matMul(message));
  }
  return mean.add(squeezed).div(2).matMul(fuse);
}

/**
 * The parameters of `enhance`. Matrices are normal after Glorot. At the start the squeeze takes the mean
 * over the slots of a group, and adds the same user's message as it is.
 */
export function enhanceParameters(
  name: string,
  options: { size: number; groupSize: number; others: readonly number[]; seed: number },
): Parameters {
  const { size, groupSize, others, seed } = options;
  const matrix = (path: string): Parameters => {
    const random = RandomStream.from(seed, "initialise", path);
    return { [path]: normalParameter([size, size], { deviation: Math.sqrt(1 / size), random }) };
  };
  return Object.assign(
    matrix(`${name}.fuse`),
    ...others.map((domain) => ({
      ...matrix(`${name}.from.${domain}.own`),
      ...matrix(`${name}.from.${domain}.other`),
      ...matrix(`${name}.from.${domain}.message`),
      [`${name}.from.${domain}.squeeze.group`]: constantParameter([groupSize, 1], 1 / groupSize),
      [`${name}.from.${domain}.squeeze.same`]: constantParameter([1, 1], 1),
    })),
  );
}
