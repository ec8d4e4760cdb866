import { tf } from "../_tf.ts";
import { linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { maskedShares } from "./_masked_shares.ts";

/**
 * How much a target attends to every position of a sequence: the softmax of key · W · target over
 * those that are there, 0 at the others.
 *
 * @param keys `pairs × length × inputs`
 * @param target `pairs × size`
 * @param weights `weight` (inputs × size)
 * @param options `mask`: 1 for a position that is there, 0 for padding, `pairs × length`
 * @returns `pairs × length`
 */
export function bilinearShares(
  keys: Tensor,
  target: Tensor,
  weights: Weights,
  { mask }: { mask: Tensor },
): Tensor {
  const [pairs, length, inputs] = keys.shape, size = target.shape[target.rank - 1];
  const query = tf.matMul(target, weights.get("weight", [inputs, size]), false, true);
  const products = tf.matMul(tf.reshape(query, [pairs, 1, inputs]), keys, false, true);
  return maskedShares(tf.reshape(products, [pairs, length]), mask);
}

/** The parameter of `bilinearShares`: after Glorot. */
export function bilinearSharesParameters(
  name: string,
  options: { inputs: number; outputs: number; seed: number },
): Parameters {
  const path = `${name}.weight`;
  return { [path]: linearParameters(name, options)[path] };
}
