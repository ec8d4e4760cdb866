import { RandomStream } from "../../core/random_stream.ts";
import { tf } from "../_tf.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Adds a learned vector per position to the vectors of sequences; positions are counted from the left.
 *
 * Source: Gehring et al., "Convolutional sequence to sequence learning" (ICML 2017), §3.1.
 *
 * @param x `batch × length × size`
 * @param weights `weight`: a vector per position, at least `length` of them
 * @returns `batch × length × size`
 * @throws {RangeError} if the sequences are longer than there are positions
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { positionEmbedding } from "./position_embedding.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const y = await evaluate({
 *   x: { shape: [1, 2, 1], values: new Float32Array([10, 20]) },
 *   "position.weight": { shape: [3, 1], values: new Float32Array([1, 2, 3]) },
 * }, (weights) => positionEmbedding(weights.get("x", [1, 2, 1]), weights.within("position")));
 * if (y.join() !== "11,22") throw new Error("not the vectors of the first positions");
 * ```
 */
export function positionEmbedding(x: Tensor, weights: Weights): Tensor {
  const [, length, size] = x.shape, table = weights.get("weight", [-1, size]);
  if (length > table.shape[0]) {
    throw new RangeError(
      `Cannot place sequences of ${length} positions: vectors for ${
        table.shape[0]
      }, expected at most as many`,
    );
  }
  return tf.add(x, tf.slice(table, 0, length));
}

/** The parameters of `positionEmbedding`: normal numbers around 0, for at most `length` positions. */
export function positionEmbeddingParameters(
  name: string,
  { length, size, seed }: { length: number; size: number; seed: number },
): Parameters {
  const path = `${name}.weight`, random = RandomStream.from(seed, "initialise", path);
  return { [path]: normalParameter([length, size], { deviation: 0.02, random }) };
}
