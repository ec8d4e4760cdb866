import { tf } from "../_tf.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Added to a variance, so that equal numbers do not divide by 0. */
const EPSILON = 1e-5;

/**
 * Batch normalisation of the last axis: (x − mean) / √(variance + ε) · weight + bias.
 *
 * While training, mean and variance are those of the batch, over all other axes, and they are
 * recorded (`Weights.record`) as `mean` and `variance`: from what `differentiate` returns,
 * `updateStatistics` keeps the running ones, by which scores are computed. The running statistics are
 * parameters of `batchNormStatistics`: for `evaluate` and checkpoints, not for `differentiate`.
 *
 * Source: Ioffe & Szegedy, "Batch normalization: accelerating deep network training by reducing
 * internal covariate shift" (ICML 2015), algorithms 1 and 2.
 *
 * @param x `… × size`
 * @param weights `weight` and `bias`; `mean` and `variance` if not training; `size` numbers each
 * @param options `training`: normalise by the batch
 * @returns of x's shape
 * @throws {RangeError} if a batch to train on has one row only, whose variance is 0
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { batchNorm, batchNormParameters } from "./batch_norm.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2, 1], values: new Float32Array([3, 7]) };
 * const y = await evaluate(
 *   { ...batchNormParameters("norm", { size: 1 }), x },
 *   (weights) => batchNorm(weights.get("x", [2, 1]), weights.within("norm"), { training: true }),
 * );
 * if (Math.hypot(y[0] + 1, y[1] - 1) > 1e-5) throw new Error("not normal");
 * ```
 */
export function batchNorm(
  x: Tensor,
  weights: Weights,
  { training }: { training: boolean },
): Tensor {
  const size = x.shape[x.rank - 1];
  const scale = weights.get("weight", [size]), bias = weights.get("bias", [size]);
  if (!training) {
    const mean = weights.get("mean", [size]), variance = weights.get("variance", [size]);
    const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, EPSILON)));
    return tf.add(tf.mul(tf.sub(x, mean), factor), bias);
  }
  const rows = x.size / size;
  if (rows < 2) {
    throw new RangeError(
      `Cannot train a batch norm on a tensor of shape [${x.shape}]: one row, expected two or more`,
    );
  }
  const flat = tf.reshape(x, [rows, size]), mean = tf.mean(flat, 0);
  const centred = tf.sub(flat, mean), variance = tf.mean(tf.square(centred), 0);
  weights.record("mean", mean);
  weights.record("variance", tf.mul(variance, rows / (rows - 1)));
  const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.reshape(tf.add(tf.mul(normal, scale), bias), x.shape);
}

/** The trained parameters of `batchNorm`: weight 1, bias 0. */
export function batchNormParameters(name: string, { size }: { size: number }): Parameters {
  return {
    [`${name}.weight`]: constantParameter([size], 1),
    [`${name}.bias`]: constantParameter([size], 0),
  };
}

/** The running statistics of `batchNorm`: mean 0, variance 1. */
export function batchNormStatistics(name: string, { size }: { size: number }): Parameters {
  return {
    [`${name}.mean`]: constantParameter([size], 0),
    [`${name}.variance`]: constantParameter([size], 1),
  };
}
