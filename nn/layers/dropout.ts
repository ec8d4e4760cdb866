import type { RandomStream } from "../../core/random_stream.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/** What `dropout` drops: a share of the numbers, chosen by a stream. */
export interface Dropout {
  /** Share that is dropped, at least 0 and below 1, to the nearest 1/65536. */
  readonly rate: number;
  /** Where the choice comes from. */
  readonly random: RandomStream;
}

/**
 * Sets a share of the numbers to 0 and scales the others up, so that the mean stays. Which ones
 * depends on the stream alone: two 16-bit halves of every word decide on two numbers.
 *
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting"
 * (JMLR 15, 2014), §10 ("inverted").
 *
 * @param options what to drop; nothing without it, as when scoring
 * @throws {RangeError} if the rate is out of range
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { dropout } from "./dropout.ts";
 * import { RandomStream } from "../../core/random_stream.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [9], values: new Float32Array(9).fill(1) };
 * const random = RandomStream.from(1, "dropout");
 * const y = await evaluate(
 *   { x },
 *   (weights) => dropout(weights.get("x", [9]), { rate: 0.5, random }),
 * );
 * if (!y.every((each) => each === 0 || each === 2)) throw new Error("neither dropped nor scaled");
 * ```
 */
export function dropout(x: Tensor, options?: Dropout): Tensor {
  if (options === undefined) return x;
  const { rate, random } = options, dropped = Math.round(rate * 65536);
  if (!(dropped >= 0 && dropped < 65536)) {
    throw new RangeError(`Cannot drop a share of ${rate}: out of range, expected 0 ≤ rate < 1`);
  }
  if (dropped === 0) return x;
  const mask = new Float32Array(x.size), kept = 65536 / (65536 - dropped);
  for (let i = 0; i < mask.length; i += 2) {
    const word = random.uint32();
    if ((word & 0xffff) >= dropped) mask[i] = kept;
    if (word >>> 16 >= dropped && i + 1 < mask.length) mask[i + 1] = kept;
  }
  return tf.mul(x, tf.tensor(mask, x.shape));
}
