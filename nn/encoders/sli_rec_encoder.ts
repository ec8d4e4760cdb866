import { tf } from "../_tf.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import { timeLstm, timeLstmParameters } from "../layers/time_lstm.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { bilinearShares, bilinearSharesParameters } from "./_bilinear_shares.ts";
import { maskedShares } from "./_masked_shares.ts";
import { perPair } from "./_per_pair.ts";
import { presenceMask } from "./_presence_mask.ts";

/**
 * SLi-Rec's user vectors: item vectors of a sequence and their times → what its user prefers, as far
 * as a target is concerned.
 *
 * - Short term: a time-aware LSTM (equations 2 to 12) whose cells and states move as far as the target
 *   attends to the item, softmax(x_k W_x v) (13 to 15); then the mean of its states weighted by
 *   softmax(h_k W_h v) (16, 17).
 * - Long term: the mean of the items weighted by softmax(⟨tanh(W x_k + b), τ⟩) (18 to 20).
 * - Fusion: α · short + (1 − α) · long with α = σ(W [short, long, elapsed, v] + b) (21, 22).
 *
 * Source: Yu et al., "Adaptive user modeling with long and short-term preferences for personalized
 * recommendation" (IJCAI 2019).
 *
 * @param x `sequences × length × size`
 * @param target `pairs × size`
 * @param weights as from `sliRecEncoderParameters`
 * @param options `present`: 1 for a position that is there, `sequences × length`; `interval` since the
 * position before and `span` until the prediction, of as many numbers; `elapsed` since the last item,
 * per sequence: usually logarithms of times; `row`: sequence per target, each its own if not given
 * @returns `pairs × size`
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { sliRecEncoder, sliRecEncoderParameters } from "./sli_rec_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2, 1], values: new Float32Array([3, 5]) };
 * const target = { shape: [1, 1], values: new Float32Array([1]) };
 * const [user] = await evaluate(
 *   { ...sliRecEncoderParameters("encoder", { size: 1, seed: 1 }), x, target },
 *   (weights) =>
 *     sliRecEncoder(weights.get("x", [1, 2, 1]), weights.get("target", [1, 1]), weights.within("encoder"), {
 *       present: new Uint8Array([1, 1]),
 *       interval: new Float32Array([0, 1]),
 *       span: new Float32Array([2, 1]),
 *       elapsed: new Float32Array([1]),
 *     }),
 * );
 * if (!(user > -1 && user < 5)) throw new Error("not between a state and the items");
 * ```
 */
export function sliRecEncoder(
  x: Tensor,
  target: Tensor,
  weights: Weights,
  options: {
    present: Uint8Array;
    interval: Float32Array;
    span: Float32Array;
    elapsed: Float32Array;
    row?: Int32Array;
  },
): Tensor {
  const { row } = options, [sequences, length, size] = x.shape, pairs = row?.length ?? sequences;
  if (target.shape.join() !== `${pairs},${size}`) {
    throw new TypeError(
      `Cannot make user vectors for targets of shape [${target.shape}]: expected [${pairs},${size}]`,
    );
  }
  const present = presenceMask(options.present, x), mask = perPair(present, row);
  const attention = bilinearShares(perPair(x, row), target, weights.within("item_attention"), {
    mask,
  });
  const states = timeLstm(x, weights.within("lstm"), {
    interval: timesOf("interval", options.interval, [sequences, length]),
    span: timesOf("span", options.span, [sequences, length]),
    attention,
    ...row && { row },
  });
  const within = weights.within("state_attention");
  const short = mean(states, bilinearShares(states, target, within, { mask }));

  const keys = tf.tanh(linear(x, weights.within("long")));
  const scores = tf.matMul(tf.reshape(keys, [-1, size]), weights.get("long_query", [size, 1]));
  const long = mean(x, maskedShares(tf.reshape(scores, [sequences, length]), present));

  const elapsed = timesOf("elapsed", options.elapsed, [sequences, 1]);
  const [ofLong, ofElapsed] = [perPair(long, row), perPair(elapsed, row)];
  const context = tf.concat([short, ofLong, ofElapsed, target], 1);
  const share = tf.sigmoid(linear(context, weights.within("fusion")));
  return tf.add(ofLong, tf.mul(share, tf.sub(short, ofLong)));
}

/** Σ share · vector over the positions. */
function mean(vectors: Tensor, shares: Tensor): Tensor {
  return tf.squeeze(tf.matMul(tf.expandDims(shares, 1), vectors), [1]);
}

function timesOf(name: string, values: Float32Array, shape: [number, number]): Tensor {
  if (values.length !== shape[0] * shape[1]) {
    throw new TypeError(
      `Cannot use ${values.length} numbers for ${name}: expected ${shape[0] * shape[1]}`,
    );
  }
  return tf.tensor2d(values, shape);
}

/** The parameters of `sliRecEncoder`. */
export function sliRecEncoderParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  const square = { inputs: size, outputs: size, seed }, query = `${name}.long_query`;
  return {
    ...bilinearSharesParameters(`${name}.item_attention`, square),
    ...timeLstmParameters(`${name}.lstm`, { inputs: size, size, seed }),
    ...bilinearSharesParameters(`${name}.state_attention`, square),
    ...linearParameters(`${name}.long`, square),
    [query]: linearParameters(query, { ...square, outputs: 1 })[`${query}.weight`],
    ...linearParameters(`${name}.fusion`, { inputs: 3 * size + 1, outputs: 1, seed }),
  };
}
