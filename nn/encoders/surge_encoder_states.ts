import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { surgeFusion, surgeFusionParameters } from "./_surge_fusion.ts";

/**
 * The part of SURGE's encoder that gives a state per position, without a target: the last item of a
 * sequence asks in its place, so that the states fit any candidate. No pooling: nothing here would
 * learn from it.
 *
 * A state depends on the whole sequence, on later items too. Padding, on either side, changes nothing.
 *
 * Source: Chang et al., "Sequential recommendation with graph neural networks" (SIGIR 2021), equations
 * 1 to 8; there the query is always the target.
 *
 * @param x `batch × length × size`
 * @param weights as from `surgeEncoderStatesParameters`
 * @param options `present`, `sparseness`, `heads` as in `surgeEncoder`
 * @returns `batch × length × size`; 0 at padding
 * @throws {RangeError} if there is no such share
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { surgeEncoderStates, surgeEncoderStatesParameters } from "./surge_encoder_states.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = surgeEncoderStatesParameters("encoder", { size: 2, seed: 1 });
 * const x = { shape: [1, 2, 2], values: new Float32Array([1, 2, 3, 4]) };
 * const states = await evaluate({ ...parameters, x }, (weights) =>
 *   surgeEncoderStates(weights.get("x", [1, 2, 2]), weights.within("encoder"), {
 *     present: new Uint8Array([1, 0]),
 *     sparseness: 0.5,
 *   }));
 * if (states[0] === 0 || states[2] !== 0) throw new Error("not the states of what is there");
 * ```
 */
export function surgeEncoderStates(
  x: Tensor,
  weights: Weights,
  options: { present: Uint8Array; sparseness: number; heads?: number },
): Tensor {
  const [batch, length, size] = x.shape, last = new Float32Array(batch * length);
  for (let row = 0; row < batch; row++) {
    const at = options.present.lastIndexOf(1, (row + 1) * length - 1);
    if (at >= row * length) last[at] = 1;
  }
  const target = tf.matMul(tf.tensor3d(last, [batch, 1, length]), x);
  return surgeFusion(x, weights, { ...options, target: tf.reshape(target, [batch, size]) }).states;
}

/** The parameters of `surgeEncoderStates`: a part of `surgeEncoder`'s, under the same names. */
export function surgeEncoderStatesParameters(
  name: string,
  options: { size: number; heads?: number; metricHeads?: number; seed: number },
): Parameters {
  return surgeFusionParameters(name, options);
}
