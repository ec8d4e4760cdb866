import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Binary cross-entropy of each logit with its label: −y log σ(z) − (1 − y) log(1 − σ(z)), by way of
 * softplus(z) − y z, which cannot overflow.
 *
 * @param logits `n`
 * @param labels a number of 0 … 1 per logit
 * @returns a loss per logit, `n`
 * @throws {TypeError} if there are not as many labels as logits
 *
 * @example
 * ```ts
 * import { evaluate } from "../evaluate.ts";
 * import { openDevice } from "../open_device.ts";
 * import { labelLosses } from "./label_losses.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const logits = { shape: [2], values: Float32Array.of(0, 50) };
 * const [coin, sure] = await evaluate(
 *   { logits },
 *   (weights) => labelLosses(weights.get("logits", [2]), Float32Array.of(0, 1)),
 * );
 * if (Math.abs(coin - Math.log(2)) > 1e-6 || sure > 1e-6) throw new Error("not −log of the chances");
 * ```
 */
export function labelLosses(logits: Tensor, labels: Float32Array): Tensor {
  if (logits.rank !== 1 || logits.size !== labels.length) {
    throw new TypeError(
      `Cannot compare logits of shape [${logits.shape}] with ${labels.length} labels: expected [${labels.length}]`,
    );
  }
  return tf.sub(tf.softplus(logits), tf.mul(logits, tf.tensor1d(labels)));
}
