import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { logSumExp, logSumExpOfProduct } from "./_log_sum_exp.ts";

/** Candidates per product: bounds what lies on the device at once. */
const CHUNK = 2048;

/**
 * Softmax cross-entropy of positives among candidates that all of them share: the mean of
 * log Σ exp(state · candidate) − state · positive. With every item of a domain as candidates it is
 * the full softmax, with a uniform sample the sampled one, whose correction by log q cancels. Of a
 * sample by any other q, `logQ` puts it right: log q of an item is taken from its logit.
 *
 * A positive counts once in its sum, whether it is among the candidates or not. Memory on the device
 * does not depend on the number of candidates: they are taken in chunks, whose logits are computed
 * again for the gradient.
 *
 * Source: Jean et al., "On using very large target vocabulary for neural machine translation"
 * (ACL 2015), §3; the correction: Bengio & Senécal, "Adaptive importance sampling to accelerate
 * training of a neural probabilistic language model" (IEEE Transactions on Neural Networks 19, 2008).
 *
 * @param states `n × size`
 * @param options `positives`: their vectors, `n × size`; `candidates`: vectors, each item once,
 * `k × size`; `among`: 1 for a positive that is one of the candidates, else 0, `n`; `logQ`: logarithm
 * of the chance (or of the expected number) of being drawn, per positive and per candidate
 * @throws {TypeError} if something does not fit the states, or the candidates
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { softmaxLoss } from "./softmax_loss.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const one = { shape: [1, 1], values: new Float32Array(1) };
 * const [loss] = await evaluate({ one }, (weights) => {
 *   const x = weights.get("one", [1, 1]);
 *   return softmaxLoss(x, { positives: x, candidates: x, among: new Uint8Array([0]) });
 * });
 * if (Math.abs(loss - Math.log(2)) > 1e-6) throw new Error("not one of two equals");
 * ```
 */
export function softmaxLoss(
  states: Tensor,
  options: {
    positives: Tensor;
    candidates: Tensor;
    among: Uint8Array;
    logQ?: { positives: ArrayLike<number>; candidates: ArrayLike<number> };
  },
): Tensor {
  check(states, options);
  const { logQ, among } = options;
  if (logQ !== undefined) {
    const minus = new Array(among.length).fill(-1);
    const positives = beside(options.positives, logQ.positives);
    const candidates = beside(options.candidates, logQ.candidates);
    return softmaxLoss(beside(states, minus), { positives, candidates, among });
  }
  const { positives, candidates } = options;
  const [count, size] = candidates.shape;
  const positive = tf.sum(tf.mul(states, positives), -1);
  // A positive that is among the candidates must not count twice.
  const once = tf.add(positive, tf.tensor1d(Float32Array.from(among, (each) => each ? -1e9 : 0)));
  const parts = [once];
  for (let first = 0; first < count; first += CHUNK) {
    const rows = Math.min(CHUNK, count - first);
    const chunk = rows === count ? candidates : tf.slice(candidates, [first, 0], [rows, size]);
    parts.push(logSumExpOfProduct(states, chunk));
  }
  return tf.mean(tf.sub(logSumExp(tf.stack(parts, -1)), positive));
}

/** Every row with one number more: products of two such rows gain the product of the two numbers. */
function beside(rows: Tensor, numbers: ArrayLike<number>): Tensor {
  return tf.concat([rows, tf.tensor2d(Float32Array.from(numbers), [numbers.length, 1])], -1);
}

function check(states: Tensor, options: Parameters<typeof softmaxLoss>[1]): void {
  const { positives, candidates, among, logQ } = options, [count, size] = states.shape;
  if (positives.shape.join() !== states.shape.join() || candidates.shape[1] !== size) {
    throw new TypeError(
      `Cannot compare states of shape [${states.shape}] with positives of shape [${positives.shape}] and candidates of shape [${candidates.shape}]: expected [n,size], [n,size] and [k,size]`,
    );
  }
  const lengths: [string, number, number][] = [["among", among.length, count]];
  if (logQ !== undefined) {
    lengths.push(["logQ.positives", logQ.positives.length, count]);
    lengths.push(["logQ.candidates", logQ.candidates.length, candidates.shape[0]]);
  }
  for (const [name, length, wanted] of lengths) {
    if (length === wanted) continue;
    throw new TypeError(`Cannot use "${name}": ${length} numbers, expected ${wanted}`);
  }
}
