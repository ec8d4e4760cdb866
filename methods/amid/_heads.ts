import {
  constantParameter,
  embed,
  normalParameter,
  type Parameters,
  RandomStream,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";

/**
 * What the MLP of equation 7 has of the user in front of its ReLU. The layer over u ‖ v is one over u and
 * one over v, so that a user's candidates cost a sum each.
 *
 * @param users `users × size`: Mean(S*)
 * @returns `users × hidden`
 */
export function userPart(users: Tensor, weights: Weights): Tensor {
  const weight = weights.get("hidden.user", [sizeOf(users), -1]), [, hidden = -1] = weight.shape;
  return users.matMul(weight).add(weights.get("hidden.bias", [hidden]));
}

/**
 * What it has of the item.
 *
 * @param items `items × size`
 * @returns `items × hidden`
 */
export function itemPart(items: Tensor, weights: Weights): Tensor {
  return items.matMul(weights.get("hidden.item", [sizeOf(items), -1]));
}

/**
 * The MLP of pairs of a user and an item, MLP(u ‖ v), before its last function.
 *
 * @param users `users × size`
 * @param items `pairs × size`
 * @param options `weights`: `hidden.user`, `hidden.item`, `hidden.bias`, `output.weight`, `output.bias`;
 * `row`: a row of `users` per pair
 * @returns a number per pair
 */
export function pairLogits(
  users: Tensor,
  items: Tensor,
  { weights, row }: { weights: Weights; row: Int32Array },
): Tensor {
  const hidden = embed(userPart(users, weights), row).add(itemPart(items, weights)).relu();
  const output = hidden.matMul(weights.get("output.weight", [sizeOf(hidden), 1]));
  return output.add(weights.get("output.bias", [1])).reshape([row.length]);
}

/** The parameters of `pairLogits`: weights normal after Glorot, biases 0. */
export function pairLogitsParameters(
  name: string,
  { size, hidden, seed }: { size: number; hidden: number; seed: number },
): Parameters {
  const matrix = (part: string, shape: readonly [number, number], inputs: number): Parameters => {
    const path = `${name}.${part}`, deviation = Math.sqrt(2 / (inputs + shape[1]));
    const random = RandomStream.from(seed, "initialise", path);
    return { [path]: normalParameter(shape, { deviation, random }) };
  };
  return {
    ...matrix("hidden.user", [size, hidden], 2 * size),
    ...matrix("hidden.item", [size, hidden], 2 * size),
    [`${name}.hidden.bias`]: constantParameter([hidden], 0),
    ...matrix("output.weight", [hidden, 1], hidden),
    [`${name}.output.bias`]: constantParameter([1], 0),
  };
}

function sizeOf(table: Tensor): number {
  return table.shape[table.rank - 1] ?? -1;
}
