import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { logSumExp } from "./_log_sum_exp.ts";

/**
 * InfoNCE within a batch: the mean over rows of the softmax cross-entropy of a query's own key among
 * all keys of the batch, by their products over the temperature. Vectors are taken as they are: for
 * cosines hand over `unitVectors` of both. For the symmetric loss, add the one with the roles swapped.
 *
 * Source: van den Oord, Li, Vinyals, "Representation learning with contrastive predictive coding"
 * (2018), equation 4; temperature as in Chen et al., "A simple framework for contrastive learning of
 * visual representations" (ICML 2020), equation 1, there with both views among the negatives.
 *
 * @param queries `n × size`
 * @param options `keys`: `n × size`, row i belongs to query i; `temperature` above 0; `same`: a number
 * per row (an item, a user): rows of the same number are not negatives of each other
 * @throws {TypeError} if keys or `same` are not one per query
 * @throws {RangeError} if the temperature is not above 0
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { infoNceLoss } from "./info_nce_loss.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2, 1], values: new Float32Array(2) };
 * const [loss] = await evaluate({ x }, (weights) => {
 *   const keys = weights.get("x", [2, 1]);
 *   return infoNceLoss(keys, { keys, temperature: 1 });
 * });
 * if (Math.abs(loss - Math.log(2)) > 1e-6) throw new Error("not one of two equals");
 * ```
 */
export function infoNceLoss(
  queries: Tensor,
  options: { keys: Tensor; temperature: number; same?: ArrayLike<number> },
): Tensor {
  const { keys, temperature, same } = options, count = queries.shape[0];
  if (!(temperature > 0)) {
    throw new RangeError(`Cannot divide by a temperature of ${temperature}: expected one above 0`);
  }
  if (queries.rank !== 2 || keys.shape.join() !== queries.shape.join()) {
    throw new TypeError(
      `Cannot contrast queries of shape [${queries.shape}] with keys of shape [${keys.shape}]: expected [n,size] twice`,
    );
  }
  if (same !== undefined && same.length !== count) {
    throw new TypeError(
      `Cannot tell which of ${count} queries are the same by ${same.length} numbers: expected one per query`,
    );
  }
  const scaled = tf.div(queries, temperature);
  const logits = tf.matMul(scaled, keys, false, true);
  const among = same === undefined ? logits : tf.add(logits, sameMask(same));
  return tf.mean(tf.sub(logSumExp(among), tf.sum(tf.mul(scaled, keys), -1)));
}

/** `n × n`: so low that its softmax is 0 where another row has the same number, elsewhere 0. */
function sameMask(same: ArrayLike<number>): Tensor {
  const count = same.length, mask = new Float32Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) if (i !== j && same[i] === same[j]) mask[i * count + j] = -1e9;
  }
  return tf.tensor2d(mask, [count, count]);
}
