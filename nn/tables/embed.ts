import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Rows of a table that lies on the device.
 *
 * @param table `rows × size`
 * @param places a row per vector wanted
 * @returns the vectors, `places.length × size`
 * @throws {RangeError} if a place is outside the table, which WebGPU would not tell
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { embed } from "./embed.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const table = { shape: [2, 1], values: new Float32Array([3, 4]) };
 * const out = await evaluate(
 *   { table },
 *   (weights) => embed(weights.get("table", [2, 1]), new Int32Array([1, 0, 1])),
 * );
 * if (out.join() !== "4,3,4") throw new Error("not the rows");
 * ```
 */
export function embed(table: Tensor, places: Int32Array): Tensor {
  const rows = table.shape[0];
  for (const place of places) {
    if (!(place >= 0 && place < rows)) {
      throw new RangeError(`Cannot embed row ${place}: none of ${rows}, expected 0 … ${rows - 1}`);
    }
  }
  return tf.gather(table, tf.tensor1d(places, "int32"));
}
