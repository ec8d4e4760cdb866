import { philox4x32 } from "../../core/philox.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import { customGradient } from "../_custom_gradient.ts";
import { isFused, runFused } from "../_fused.ts";
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
 * depends on the stream alone: a block of four words, whose 16-bit halves, low before high, decide on
 * eight numbers.
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
  const words = random.takeBlocks(Math.ceil(x.size / 8));
  if (isFused("Dropout")) {
    const drop = (x: Tensor) => runFused("Dropout", { x }, { dropped, words });
    return customGradient([x], ([x]) => drop(x)[0], drop);
  }
  return tf.mul(x, tf.tensor(maskOf(words, { dropped, size: x.size }), x.shape));
}

/** What each number is multiplied with. @param words the first block's counter, and the key */
function maskOf(words: number[], { dropped, size }: { dropped: number; size: number }) {
  const mask = new Float32Array(size), kept = 65536 / (65536 - dropped);
  const block = new Uint32Array(4), [low, high, c2, c3, k0, k1] = words;
  for (let first = 0, at = low + high * 2 ** 32; first < size; first += 8, at++) {
    philox4x32(block, at >>> 0, Math.floor(at / 2 ** 32), c2, c3, k0, k1);
    for (let i = 0; i < 8 && first + i < size; i++) {
      const half = i % 2 === 0 ? block[i >> 1] & 0xffff : block[i >> 1] >>> 16;
      if (half >= dropped) mask[first + i] = kept;
    }
  }
  return mask;
}
