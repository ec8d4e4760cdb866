import { tf } from "../_tf.ts";
import { unitVectors } from "../layers/unit_vectors.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Ties two vectors of the same users by an orthogonal matrix X. Per user 1 − cos(b X, a), and the same
 * for all of them ‖Xᵀ X − I‖² / size, which is 0 where X keeps all lengths and angles. What maps b to a
 * then maps a to b backwards: 1 − cos(a Xᵀ, b) is as small.
 *
 * Source: the dual embeddings of Li et al., "Dual attentive sequential learning for cross-domain
 * click-through rate prediction" (KDD 2021); the cosine is from the released code.
 *
 * @param vectors `a` and `b`, `users × size`
 * @param weights `mapping` (size × size)
 * @returns a loss per user, `users`
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { orthogonalMappingLosses, orthogonalMappingParameters } from "./orthogonal_mapping_losses.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const users = { shape: [1, 2], values: Float32Array.of(3, 4) };
 * const [loss] = await evaluate({ users, ...orthogonalMappingParameters("tie", { size: 2 }) }, (weights) => {
 *   const users = weights.get("users", [1, 2]);
 *   return orthogonalMappingLosses({ a: users, b: users.mul(2) }, weights.within("tie"));
 * });
 * if (Math.abs(loss) > 1e-6) throw new Error("another direction");
 * ```
 */
export function orthogonalMappingLosses(
  { a, b }: { a: Tensor; b: Tensor },
  weights: Weights,
): Tensor {
  const [, size] = a.shape;
  if (b.shape.join() !== a.shape.join()) {
    throw new TypeError(`Cannot tie users of shape [${b.shape}]: expected [${a.shape}]`);
  }
  const mapping = weights.get("mapping", [size, size]);
  const cosines = tf.sum(tf.mul(unitVectors(tf.matMul(b, mapping)), unitVectors(a)), 1);
  const skew = tf.sub(tf.matMul(mapping, mapping, true, false), tf.eye(size));
  return tf.add(tf.sub(1, cosines), tf.div(tf.sum(tf.square(skew)), size));
}

/** The parameter of `orthogonalMappingLosses`: at first, what is mapped stays as it is. */
export function orthogonalMappingParameters(
  name: string,
  { size }: { size: number },
): Parameters {
  const mapping = constantParameter([size, size], 0);
  for (let i = 0; i < size; i++) mapping.values[i * (size + 1)] = 1;
  return { [`${name}.mapping`]: mapping };
}
