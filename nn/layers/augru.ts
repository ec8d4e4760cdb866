import { tf } from "../_tf.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { presence } from "./_presence.ts";
import { recur } from "./_recurrence.ts";

/**
 * Gated recurrent units with attentional update gate: as `gru`, with the update gate of a position
 * scaled by its attention, so that a position of no relevance leaves the state as it is.
 *
 * Source: Zhou et al., "Deep interest evolution network for click-through rate prediction" (AAAI
 * 2019), equations 11 and 12.
 *
 * @param x `batch × length × inputs`
 * @param weights those of `gru`, as from `gruParameters`
 * @param options `attention`: 0 to 1 per position, `batch × length`; `initial` and `present` as in `gru`
 * @returns state per position, `batch × length × size`
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { augru } from "./augru.ts";
 * import { gruParameters } from "./gru.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const states = await evaluate({
 *   ...gruParameters("gru", { inputs: 1, size: 1, seed: 1 }),
 *   x: { shape: [1, 2, 1], values: new Float32Array([3, 4]) },
 *   attention: { shape: [1, 2], values: new Float32Array([0.5, 0]) },
 * }, (weights) => {
 *   const attention = weights.get("attention", [1, 2]);
 *   return augru(weights.get("x", [1, 2, 1]), weights.within("gru"), { attention });
 * });
 * if (states[0] === 0 || states[1] !== states[0]) throw new Error("moved without attention");
 * ```
 */
export function augru(
  x: Tensor,
  weights: Weights,
  options: { attention: Tensor; initial?: Tensor; present?: Uint8Array },
): Tensor {
  const { attention, initial, present } = options, [batch, length] = x.shape;
  if (attention.shape.join() !== `${batch},${length}`) {
    throw new TypeError(
      `Cannot use attention of shape [${attention.shape}]: expected [${batch},${length}]`,
    );
  }
  const scale = tf.expandDims(attention, -1);
  return recur(x, weights, {
    initial,
    scale: present === undefined ? scale : tf.mul(scale, presence(present, x)),
  });
}
