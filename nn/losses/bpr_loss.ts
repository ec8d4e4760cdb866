import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Bayesian personalised ranking: the mean over pairs of −log σ(positive − negative), by way of
 * softplus, which cannot overflow.
 *
 * Source: Rendle et al., "BPR: Bayesian personalized ranking from implicit feedback" (UAI 2009),
 * §4.1, without the regularisation, which is the optimiser's.
 *
 * @param positive scores, `n`
 * @param negative scores, `n × negatives`
 * @throws {TypeError} if there is not one row of negatives per positive
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { bprLoss } from "./bpr_loss.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const scores = { shape: [1, 1], values: new Float32Array([7]) };
 * const [loss] = await evaluate({ scores }, (weights) => {
 *   const seven = weights.get("scores", [1, 1]);
 *   return bprLoss(seven.reshape([1]), seven);
 * });
 * if (Math.abs(loss - Math.log(2)) > 1e-6) throw new Error("not a coin flip");
 * ```
 */
export function bprLoss(positive: Tensor, negative: Tensor): Tensor {
  if (positive.rank !== 1 || negative.rank !== 2 || negative.shape[0] !== positive.size) {
    throw new TypeError(
      `Cannot use negatives of shape [${negative.shape}] for positives of shape [${positive.shape}]: expected [n,-1] and [n]`,
    );
  }
  return tf.mean(tf.softplus(tf.sub(negative, tf.expandDims(positive, -1))));
}
