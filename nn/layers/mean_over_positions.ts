import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The mean of states over the positions of every sequence that count; zeros where none does.
 *
 * @param states `batch × length × size`
 * @param counted 1 for a position that counts, 0 for padding, `batch × length`
 * @returns `batch × size`
 * @throws {TypeError} if there is not one number per position
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { meanOverPositions } from "./mean_over_positions.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 3, 1], values: Float32Array.of(2, 4, 9) };
 * const [mean] = await evaluate({ x }, (weights) =>
 *   meanOverPositions(weights.get("x", [1, 3, 1]), Uint8Array.of(1, 1, 0)));
 * if (mean !== 3) throw new Error("not the mean of 2 and 4");
 * ```
 */
export function meanOverPositions(states: Tensor, counted: Uint8Array): Tensor {
  const [batch, length, size] = states.shape, shares = new Float32Array(counted.length);
  if (states.rank !== 3 || counted.length !== batch * length) {
    throw new TypeError(
      `Cannot average states of shape [${states.shape}] over ${counted.length} positions: expected ${
        batch * length
      }`,
    );
  }
  for (let first = 0; first < counted.length; first += length) {
    let count = 0;
    for (let at = first; at < first + length; at++) count += counted[at];
    for (let at = first; at < first + length; at++) if (counted[at]) shares[at] = 1 / count;
  }
  const row = tf.tensor3d(shares, [batch, 1, length]);
  return tf.reshape(tf.matMul(row, states as ReturnType<typeof tf.tensor3d>), [batch, size]);
}
