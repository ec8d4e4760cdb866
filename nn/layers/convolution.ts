import { tf } from "../_tf.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { dense } from "./_dense.ts";

/**
 * Convolution over the positions of sequences: an output is the bias plus the sum over taps i of
 * x[t + (i − taps before t) · dilation] · weight[i]. By one product of shifted copies side by side,
 * since not every device has the gradient of its own convolution.
 *
 * Source: dilated and causal as in van den Oord et al., "WaveNet: a generative model for raw audio"
 * (2016), §2.1; over items: Yuan et al., "A simple convolutional generative network for next item
 * recommendation" (WSDM 2019), §3.2.
 *
 * @param x `batch × length × inputs`
 * @param weights `weight` (taps × inputs × outputs) and `bias` (outputs)
 * @param options `padding`: `causal` puts zeros before the sequence, so that an output sees no later
 * position, `same` on both sides (the odd one behind), `none` puts none, and outputs are fewer;
 * `dilation`: positions from tap to tap, 1 if not given
 * @returns `batch × length × outputs`, without padding `(taps − 1) · dilation` positions fewer
 * @throws {RangeError} if the dilation is no whole number above 0, or no output is left
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { convolution } from "./convolution.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const y = await evaluate({
 *   x: { shape: [1, 4, 1], values: new Float32Array([1, 2, 3, 4]) },
 *   "c.weight": { shape: [2, 1, 1], values: new Float32Array([10, 1]) },
 *   "c.bias": { shape: [1], values: new Float32Array(1) },
 * }, (weights) =>
 *   convolution(weights.get("x", [1, 4, 1]), weights.within("c"), { padding: "causal", dilation: 2 }));
 * if (y.join() !== "1,2,13,24") throw new Error("not itself plus ten times the one before the last");
 * ```
 */
export function convolution(
  x: Tensor,
  weights: Weights,
  options: { padding: "causal" | "same" | "none"; dilation?: number },
): Tensor {
  const { padding, dilation = 1 } = options, [batch, length, inputs] = x.shape;
  const weight = weights.get("weight", [-1, inputs, -1]), [taps, , outputs] = weight.shape;
  if (!(Number.isInteger(dilation) && dilation >= 1)) {
    throw new RangeError(`Cannot dilate by ${dilation}: expected a whole number above 0`);
  }
  const reach = (taps - 1) * dilation;
  const before = { causal: reach, same: Math.floor(reach / 2), none: 0 }[padding];
  const behind = padding === "same" ? reach - before : 0, left = length + before + behind - reach;
  if (left < 1) {
    throw new RangeError(
      `Cannot convolve ${length} positions without padding: expected at least ${reach + 1}`,
    );
  }
  const padded = before + behind === 0 ? x : tf.pad(x, [[0, 0], [before, behind], [0, 0]]);
  const shifted = Array.from(
    { length: taps },
    (_, tap) => tf.slice(padded, [0, tap * dilation, 0], [batch, left, inputs]),
  );
  const sides = tf.concat(shifted, -1);
  const flat = tf.reshape(weight, [taps * inputs, outputs]);
  return dense(sides, { weight: flat, bias: weights.get("bias", [outputs]) });
}

/** The parameters of `convolution`: weights after Glorot over all taps, bias 0. */
export function convolutionParameters(
  name: string,
  options: { inputs: number; outputs: number; taps: number; seed: number },
): Parameters {
  const { inputs, outputs, taps, seed } = options, path = `${name}.weight`;
  const { values } = glorotParameter(path, { inputs: taps * inputs, outputs, seed });
  return {
    [path]: { shape: [taps, inputs, outputs], values },
    [`${name}.bias`]: constantParameter([outputs], 0),
  };
}
