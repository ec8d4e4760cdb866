import { tf } from "../_tf.ts";
import { augru } from "../layers/augru.ts";
import { gru, gruParameters } from "../layers/gru.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { bilinearShares, bilinearSharesParameters } from "./_bilinear_shares.ts";
import { perPair } from "./_per_pair.ts";
import { presenceMask } from "./_presence_mask.ts";

/**
 * DIEN's two recurrent layers: item vectors of a sequence → what its user is interested in, as far as
 * a target is concerned.
 *
 * Interests are the states h_t of a GRU over the items (equations 2 to 5). A second GRU evolves them
 * towards the target v: it is an AUGRU (11, 12), whose update gates are scaled by the attentions
 * a_t = softmax(h_t W v) (8). With `unseen` there is the auxiliary loss (6), which teaches every
 * interest to tell the next item e_{t+1} from one ê_{t+1} that the user did not have:
 * −1/N Σ_i Σ_t [log σ(⟨h_t, e_{t+1}⟩) + log(1 − σ(⟨h_t, ê_{t+1}⟩))].
 *
 * Source: Zhou et al., "Deep interest evolution network for click-through rate prediction" (AAAI
 * 2019).
 *
 * @param x `sequences × length × size`
 * @param target `pairs × size`
 * @param weights as from `dienEncoderParameters`
 * @param options `present`: 1 for a position that is there, `sequences × length`; `row`: sequence per
 * target, each its own if not given; `unseen`: per position an item that the user did not have instead
 * of the one there, of x's shape
 * @returns `states`: the last state per pair, `pairs × size`; `auxiliary`: that loss, where `unseen` is
 * given and a sequence has a next item
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { dienEncoder, dienEncoderParameters } from "./dien_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1) };
 * const target = { shape: [3, 4], values: new Float32Array(12).fill(1) };
 * const states = await evaluate(
 *   { ...dienEncoderParameters("encoder", { size: 4, seed: 1 }), x, target },
 *   (weights) => {
 *     const options = { present: new Uint8Array([1, 1]), row: new Int32Array(3) };
 *     const items = weights.get("x", [1, 2, 4]), targets = weights.get("target", [3, 4]);
 *     return dienEncoder(items, targets, weights.within("encoder"), options).states;
 *   },
 * );
 * if (states.length !== 12) throw new Error("not a state per target");
 * ```
 */
export function dienEncoder(
  x: Tensor,
  target: Tensor,
  weights: Weights,
  options: { present: Uint8Array; row?: Int32Array; unseen?: Tensor },
): { states: Tensor; auxiliary?: Tensor } {
  const { present, row, unseen } = options, [sequences, length, size] = x.shape;
  const pairs = row?.length ?? sequences, mask = presenceMask(present, x);
  if (target.shape.join() !== `${pairs},${size}`) {
    throw new TypeError(
      `Cannot evolve towards targets of shape [${target.shape}]: expected [${pairs},${size}]`,
    );
  }
  const interests = gru(x, weights.within("extractor"), { present });
  const inputs = perPair(interests, row);
  const attention = bilinearShares(inputs, target, weights.within("attention"), {
    mask: perPair(mask, row),
  });
  // Attention is 0 where nothing is: the last position holds the last state of every sequence.
  const evolved = augru(inputs, weights.within("evolution"), { attention });
  const states = tf.reshape(tf.slice(evolved, [0, length - 1, 0], [pairs, 1, size]), [pairs, size]);
  if (unseen === undefined || length < 2) return { states };
  return { states, auxiliary: auxiliaryLoss(interests, { x, unseen, mask }) };
}

/** Equation 6, over the steps from one item that is there to the next. */
function auxiliaryLoss(
  interests: Tensor,
  { x, unseen, mask }: { x: Tensor; unseen: Tensor; mask: Tensor },
): Tensor {
  const [sequences, length, size] = x.shape, steps = length - 1;
  if (unseen.shape.join() !== x.shape.join()) {
    throw new TypeError(
      `Cannot compare with items of shape [${unseen.shape}]: expected [${x.shape}]`,
    );
  }
  const next = (each: Tensor) => tf.slice(each, [0, 1, 0], [sequences, steps, size]);
  const before = tf.slice(interests, [0, 0, 0], [sequences, steps, size]);
  const hits = tf.softplus(tf.neg(tf.sum(tf.mul(before, next(x)), -1)));
  const misses = tf.softplus(tf.sum(tf.mul(before, next(unseen)), -1));
  const there = tf.mul(
    tf.slice(mask, [0, 0], [sequences, steps]),
    tf.slice(mask, [0, 1], [sequences, steps]),
  );
  return tf.div(tf.sum(tf.mul(tf.add(hits, misses), there)), sequences);
}

/** The parameters of `dienEncoder`. */
export function dienEncoderParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  return {
    ...gruParameters(`${name}.extractor`, { inputs: size, size, seed }),
    ...bilinearSharesParameters(`${name}.attention`, { inputs: size, outputs: size, seed }),
    ...gruParameters(`${name}.evolution`, { inputs: size, size, seed }),
  };
}
