import type { Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/**
 * −L_SC-MIM of one domain (equations 14 to 17): InfoNCE between what both tasks say of a user, among the
 * users of a batch. A user's Y^d is the mean of its states; ρ(U, V) = σ(Uᵀ W V), so that it lies in
 * (0, 1) and the loss can fall by little more than 1.
 *
 * @param single states of the single-domain task, `states × size`
 * @param options `cross`: those of the cross-domain task for the same items; `user` per state; `matrix`: W
 * @returns one number: the mean over users of log Σ exp ρ(U of anyone, V) − ρ(U, V)
 *
 * @example
 * ```ts
 * import { evaluate, openDevice } from "@permafrost/bench/nn";
 * import { mutualInformation } from "./_mutual_information.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2, 1], values: Float32Array.of(0, 0) };
 * const [loss] = await evaluate({ x }, (weights) => {
 *   const zero = weights.get("x", [2, 1]), options = { cross: zero, user: [0, 1] };
 *   return mutualInformation(zero, { ...options, matrix: zero.slice([0, 0], [1, 1]) });
 * });
 * if (Math.abs(loss - Math.log(2)) > 1e-6) throw new Error("not one of two equals");
 * ```
 */
export function mutualInformation(
  single: Tensor,
  { cross, user, matrix }: { cross: Tensor; user: ArrayLike<number>; matrix: Tensor },
): Tensor {
  const means = userMeans(user), theirs = means.matMul(single), others = means.matMul(cross);
  const near = others.matMul(theirs.matMul(matrix), false, true).sigmoid();
  const own = others.mul(theirs.matMul(matrix)).sum(1).sigmoid();
  return near.logSumExp(1).sub(own).mean();
}

/** A row per user: 1 / n for each of the user's n states, 0 for others. */
function userMeans(user: ArrayLike<number>): Tensor {
  const rows = new Map<number, number[]>();
  for (let at = 0; at < user.length; at++) {
    const states = rows.get(user[at]);
    if (states === undefined) rows.set(user[at], [at]);
    else states.push(at);
  }
  const shares = new Float32Array(rows.size * user.length);
  [...rows.values()].forEach((states, row) => {
    for (const at of states) shares[row * user.length + at] = 1 / states.length;
  });
  return tf.tensor2d(shares, [rows.size, user.length]);
}
