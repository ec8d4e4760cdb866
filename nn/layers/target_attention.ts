import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { embed } from "../tables/embed.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { activate } from "./_activate.ts";
import { maskedSoftmax } from "./_masked_softmax.ts";
import { product } from "./_product.ts";
import type { Activation } from "./activation.ts";
import { dice, diceParameters, diceStatistics } from "./dice.ts";
import { linear } from "./linear.ts";
import { mlpParameters } from "./mlp.ts";

/**
 * The local activation unit of DIN: what a sequence means for a target, Σ a(e_j, v) · e_j over its
 * positions, with a(e, v) = MLP([e, v, e − v, e ∘ v]). The weights a are not normalised, so that the
 * sum keeps how strong an interest is; `normalise` makes them a softmax over the positions.
 *
 * The first layer's product is taken apart: its parts in e and in v are made once per position and
 * per target, not once per pair of both.
 *
 * Source: Zhou et al., "Deep interest network for click-through rate prediction" (KDD 2018), §4.3,
 * equation 3; that e − v and e ∘ v are in it is from the authors' code (the paper says "out product").
 *
 * @param x sequences, `sequences × length × size`
 * @param target `pairs × size`
 * @param weights `layers.0` (4 size × hidden), `layers.1`, …, each a `linear`; `dice.0`, … for Dice
 * @param options `layers`: how many linear ones; `activation` between them; `row`: sequence per
 * target, each its own if not given; `present`: 1 for a position that is there, `sequences × length`;
 * `normalise`; `training` as in `dice`, which alone needs it
 * @returns `pairs × size`
 * @throws {TypeError} if something does not fit
 * @throws {RangeError} if a target names a sequence that is not there
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { targetAttention, targetAttentionParameters } from "./target_attention.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2, 1], values: new Float32Array([3, 5]) };
 * const target = { shape: [2, 1], values: new Float32Array([1, 2]) };
 * const y = await evaluate(
 *   { ...targetAttentionParameters("unit", { size: 1, hidden: [4], seed: 1 }), x, target },
 *   (weights) =>
 *     targetAttention(weights.get("x", [1, 2, 1]), weights.get("target", [2, 1]), weights.within("unit"), {
 *       layers: 2,
 *       activation: "sigmoid",
 *       row: new Int32Array(2),
 *       normalise: true,
 *     }),
 * );
 * if (!y.every((each) => each > 3 && each < 5)) throw new Error("not a mean");
 * ```
 */
export function targetAttention(
  x: Tensor,
  target: Tensor,
  weights: Weights,
  options: {
    layers: number;
    activation: Activation | "dice";
    row?: Int32Array;
    present?: Uint8Array;
    normalise?: boolean;
    training?: boolean;
  },
): Tensor {
  const { layers, activation, row, normalise = false, training = false } = options;
  const [sequences, length, size] = x.shape, pairs = row?.length ?? sequences;
  if (target.shape.join() !== `${pairs},${size}`) {
    throw new TypeError(
      `Cannot attend to targets of shape [${target.shape}]: expected [${pairs},${size}]`,
    );
  }
  const present = options.present && presentPerPair(options.present, { x, row });
  // As rows of a matrix: tfjs's own way through more axes is 25 times slower.
  const perPair = (each: Tensor) =>
    row === undefined
      ? each
      : tf.reshape(embed(tf.reshape(each, [sequences, -1]), row), [pairs, length, -1]);

  const first = weights.get("layers.0.weight", [4 * size, -1]), [, hidden] = first.shape;
  const [ofE, ofV, ofDifference, ofProduct] = tf.split(first, 4, 0);
  const bias = weights.get("layers.0.bias", [hidden]);
  const items = perPair(x);
  const own = tf.add(product(x, tf.add(ofE, ofDifference)), bias);
  const other = tf.matMul(target, tf.sub(ofV, ofDifference));
  const cross = product(tf.mul(items, tf.expandDims(target, 1)), ofProduct);
  let y = tf.add(tf.add(perPair(own), cross), tf.expandDims(other, 1));
  for (let layer = 1; layer < layers; layer++) {
    y = activation === "dice"
      ? dice(y, weights.within(`dice.${layer - 1}`), { training, present })
      : activate(y, activation);
    y = linear(y, weights.within(`layers.${layer}`));
  }
  const scores = tf.reshape(y, [pairs, 1, length]);
  const shares = normalise
    ? maskedSoftmax(scores, { scale: 1, heads: 1, causal: false, present })
    : present === undefined
    ? scores
    : tf.mul(scores, tf.tensor3d(Float32Array.from(present), [pairs, 1, length]));
  return tf.reshape(tf.matMul(shares, items), [pairs, size]);
}

/** Presence per pair, from that per sequence. */
function presentPerPair(
  present: Uint8Array,
  { x, row }: { x: Tensor; row: Int32Array | undefined },
): Uint8Array {
  const [sequences, length] = x.shape;
  if (present.length !== sequences * length) {
    throw new TypeError(
      `Cannot mask sequences of shape [${x.shape}] by ${present.length} numbers: expected ${
        sequences * length
      }`,
    );
  }
  if (row === undefined) return present;
  const pairs = new Uint8Array(row.length * length);
  row.forEach((from, pair) =>
    pairs.set(present.subarray(from * length, (from + 1) * length), pair * length)
  );
  return pairs;
}

/** The trained parameters of `targetAttention`; `hidden`: sizes of the layers between. */
export function targetAttentionParameters(
  name: string,
  options: { size: number; hidden: readonly number[]; seed: number; dice?: boolean },
): Parameters {
  const { size, hidden, seed } = options;
  const layers = mlpParameters(name, { sizes: [4 * size, ...hidden, 1], seed });
  if (!options.dice) return layers;
  return Object.assign(
    layers,
    ...hidden.map((size, layer) => diceParameters(`${name}.dice.${layer}`, { size })),
  );
}

/** The running statistics of `targetAttention` with Dice. */
export function targetAttentionStatistics(
  name: string,
  { hidden }: { hidden: readonly number[] },
): Parameters {
  return Object.assign(
    {},
    ...hidden.map((size, layer) => diceStatistics(`${name}.dice.${layer}`, { size })),
  );
}
