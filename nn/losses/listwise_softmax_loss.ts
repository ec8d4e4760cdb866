import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { logSumExp } from "./_log_sum_exp.ts";

/**
 * Listwise softmax cross-entropy: the mean over lists of −Σ share · log softmax(scores), where an
 * entry's share is its relevance over that of its list. With one relevant entry per list it is the
 * cross-entropy of a positive among the negatives that were drawn for it.
 *
 * Source: Cao et al., "Learning to rank: from pairwise approach to listwise approach" (ICML 2007),
 * §4.2, with shares that are proportional to the relevance.
 *
 * @param scores `n × entries`
 * @param relevance at least 0 per entry, row-major
 * @throws {TypeError} if there is not one relevance per score
 * @throws {RangeError} if a relevance is below 0, or a list has none above 0
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { listwiseSoftmaxLoss } from "./listwise_softmax_loss.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 4], values: new Float32Array(4) };
 * const [loss] = await evaluate({ x }, (weights) =>
 *   listwiseSoftmaxLoss(weights.get("x", [1, 4]), [1, 0, 0, 0]));
 * if (Math.abs(loss - Math.log(4)) > 1e-6) throw new Error("not one of four equals");
 * ```
 */
export function listwiseSoftmaxLoss(scores: Tensor, relevance: ArrayLike<number>): Tensor {
  if (scores.rank !== 2 || relevance.length !== scores.size) {
    throw new TypeError(
      `Cannot use ${relevance.length} relevances for scores of shape [${scores.shape}]: expected [n,entries] and one each`,
    );
  }
  const [count, entries] = scores.shape, shares = sharesOf(relevance, entries);
  const hit = tf.sum(tf.mul(scores, tf.tensor2d(shares, [count, entries])), -1);
  return tf.mean(tf.sub(logSumExp(scores), hit));
}

function sharesOf(relevance: ArrayLike<number>, entries: number): Float32Array {
  const shares = new Float32Array(relevance.length);
  for (let first = 0; first < shares.length; first += entries) {
    let total = 0;
    for (let i = first; i < first + entries; i++) {
      if (!(relevance[i] >= 0)) {
        throw new RangeError(`Cannot use a relevance of ${relevance[i]}: expected at least 0`);
      }
      total += relevance[i];
    }
    if (!(total > 0)) {
      throw new RangeError(
        `Cannot rank list ${first / entries}: nothing in it is relevant, expected an entry above 0`,
      );
    }
    for (let i = first; i < first + entries; i++) shares[i] = relevance[i] / total;
  }
  return shares;
}
