import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import type { SurgeEncoding } from "./surge_encoder.ts";

/** Added to what a root or logarithm is of: both have no slope at 0. */
const EPSILON = 1e-12;

/** The three terms by which SURGE's assignment to clusters is trained, each a mean over targets. */
export interface SurgeEncoderLosses {
  /** ‖A − S Sᵀ‖: what is linked belongs together. */
  readonly sameMapping: Tensor;
  /** Mean entropy of the rows of S: a position belongs to one cluster. */
  readonly singleAffiliation: Tensor;
  /** ‖(1, …, n) S − (1, …, m)‖: earlier positions belong to earlier clusters. */
  readonly relativePosition: Tensor;
}

/**
 * The regularisers of SURGE's pooling, of all positions that are there.
 *
 * Source: Chang et al., "Sequential recommendation with graph neural networks" (SIGIR 2021), equations
 * 12 to 14. These name two matrices and a norm; their distance is meant. Weights of 10⁻⁷ to 10⁻³ were
 * tried there.
 *
 * @param encoding what `surgeEncoder` gives
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { surgeEncoder, surgeEncoderParameters } from "./surge_encoder.ts";
 * import { surgeEncoderLosses } from "./surge_encoder_losses.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = surgeEncoderParameters("encoder", { size: 2, clusters: 1, seed: 1 });
 * const x = { shape: [1, 2, 2], values: new Float32Array([1, 2, 3, 4]) };
 * const [loss] = await evaluate({ ...parameters, x }, (weights) => {
 *   const encoding = surgeEncoder(weights.get("x", [1, 2, 2]), weights.within("encoder"), {
 *     present: new Uint8Array([1, 1]),
 *     target: weights.get("x", [1, 2, 2]).mean(1),
 *     sparseness: 1,
 *   });
 *   return surgeEncoderLosses(encoding).relativePosition;
 * });
 * if (Math.abs(loss - 2) > 1e-6) throw new Error("not |1 + 2 − 1|");
 * ```
 */
export function surgeEncoderLosses(
  { adjacency, assignment, present }: SurgeEncoding,
): SurgeEncoderLosses {
  const [targets, length, clusters] = assignment.shape;
  const position = new Float32Array(present.length), share = new Float32Array(present.length);
  for (let target = 0; target < targets; target++) {
    const first = target * length;
    let count = 0;
    for (let i = first; i < first + length; i++) if (present[i]) position[i] = ++count;
    for (let i = first; i < first + length; i++) if (present[i]) share[i] = 1 / count;
  }
  const together = tf.matMul(assignment, assignment, false, true);
  const entropy = tf.neg(tf.mul(assignment, tf.log(tf.add(assignment, EPSILON))));
  const places = tf.matMul(tf.tensor3d(position, [targets, 1, length]), assignment);
  const wanted = tf.tensor1d(Float32Array.from({ length: clusters }, (_, i) => i + 1));
  const shares = tf.tensor3d(share, [targets, length, 1]);
  return {
    sameMapping: tf.mean(norm(tf.sub(adjacency, together))),
    singleAffiliation: tf.div(tf.sum(tf.mul(entropy, shares)), targets),
    relativePosition: tf.mean(norm(tf.sub(places, wanted))),
  };
}

/** Of each matrix. */
function norm(x: Tensor): Tensor {
  return tf.sqrt(tf.add(tf.sum(tf.square(x), [1, 2]), EPSILON));
}
