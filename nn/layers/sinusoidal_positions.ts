import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Adds to the vectors of sequences what tells positions apart without being learned: at position t,
 * sin(t / 10000^(2i / size)) to number 2i, and the cosine to number 2i + 1.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.5.
 *
 * @param x `batch × length × size`
 * @returns `batch × length × size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { sinusoidalPositions } from "./sinusoidal_positions.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 1, 4], values: new Float32Array(4) };
 * const y = await evaluate({ x }, (weights) => sinusoidalPositions(weights.get("x", [1, 1, 4])));
 * if (y.join() !== "0,1,0,1") throw new Error("not the sines and cosines of 0");
 * ```
 */
export function sinusoidalPositions(x: Tensor): Tensor {
  const [, length, size] = x.shape, waves = new Float32Array(length * size);
  for (let t = 0; t < length; t++) {
    for (let i = 0; i < size; i++) {
      const angle = t / 10000 ** ((i - i % 2) / size);
      waves[t * size + i] = i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return tf.add(x, tf.tensor2d(waves, [length, size]));
}
