import { tf } from "../_tf.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Added to a variance (the paper's ε). */
const EPSILON = 1e-8;

/**
 * Dice, the activation that adapts to its data: p · x + (1 − p) · α · x with
 * p = σ((x − mean) / √(variance + ε)), a PReLU whose rectifying point is soft and lies at the mean.
 *
 * While training, mean and variance are those of the batch, per number of the last axis and over all
 * that is present; they are recorded (`Weights.record`) as `mean` and `variance`, from which
 * `updateStatistics` keeps the running ones that scores are computed by.
 *
 * Source: Zhou et al., "Deep interest network for click-through rate prediction" (KDD 2018), §5.2,
 * equation 9, and its ε.
 *
 * @param x `… × size`
 * @param weights `alpha`; `mean` and `variance` if not training; `size` numbers each
 * @param options `training`: by the batch's statistics; `present`: 1 for a vector that counts in
 * these, one per vector of x, all if not given
 * @returns of x's shape
 * @throws {TypeError} if `present` has another length
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { dice, diceParameters } from "./dice.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2, 1], values: new Float32Array([-4, 4]) };
 * const y = await evaluate(
 *   { ...diceParameters("dice", { size: 1 }), x },
 *   (weights) => dice(weights.get("x", [2, 1]), weights.within("dice"), { training: true }),
 * );
 * if (Math.abs(y[1] - 4 / (1 + Math.exp(-1))) > 1e-5) throw new Error("not one deviation above");
 * ```
 */
export function dice(
  x: Tensor,
  weights: Weights,
  { training, present }: { training: boolean; present?: Uint8Array | undefined },
): Tensor {
  const size = x.shape[x.rank - 1], alpha = weights.get("alpha", [size]);
  const { mean, variance } = training ? batchStatistics(x, present) : {
    mean: weights.get("mean", [size]),
    variance: weights.get("variance", [size]),
  };
  if (training) {
    weights.record("mean", mean);
    weights.record("variance", variance);
  }
  const share = tf.sigmoid(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, EPSILON))));
  return tf.mul(x, tf.add(alpha, tf.mul(share, tf.sub(1, alpha))));
}

/** Mean and variance per number of the last axis, over the vectors that are present. */
function batchStatistics(
  x: Tensor,
  present: Uint8Array | undefined,
): { mean: Tensor; variance: Tensor } {
  const size = x.shape[x.rank - 1], rows = x.size / size, flat = tf.reshape(x, [rows, size]);
  if (present === undefined) {
    const mean = tf.mean(flat, 0);
    return { mean, variance: tf.mean(tf.square(tf.sub(flat, mean)), 0) };
  }
  if (present.length !== rows) {
    throw new TypeError(
      `Cannot mask ${rows} vectors by ${present.length} numbers: expected ${rows}`,
    );
  }
  const count = Math.max(1, present.reduce((sum, each) => sum + each, 0));
  const mask = tf.tensor2d(Float32Array.from(present), [rows, 1]);
  const mean = tf.div(tf.sum(tf.mul(flat, mask), 0), count);
  const squares = tf.mul(tf.square(tf.sub(flat, mean)), mask);
  return { mean, variance: tf.div(tf.sum(squares, 0), count) };
}

/** The trained parameters of `dice`: α starts at 0, as in the authors' code. */
export function diceParameters(name: string, { size }: { size: number }): Parameters {
  return { [`${name}.alpha`]: constantParameter([size], 0) };
}

/** The running statistics of `dice`: mean 0, variance 1. */
export function diceStatistics(name: string, { size }: { size: number }): Parameters {
  return {
    [`${name}.mean`]: constantParameter([size], 0),
    [`${name}.variance`]: constantParameter([size], 1),
  };
}
