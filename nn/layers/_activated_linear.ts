import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { activate } from "./_activate.ts";
import type { Activation } from "./activation.ts";
import { dense } from "./_dense.ts";
import { linear } from "./linear.ts";

/** A `linear` layer and the function behind it, in one where they are faster so. */
export function activatedLinear(x: Tensor, weights: Weights, activation: Activation): Tensor {
  if (activation !== "relu") return activate(linear(x, weights), activation);
  const weight = weights.get("weight", [x.shape[x.rank - 1], -1]);
  const [, outputs] = weight.shape;
  return dense(x, { weight, bias: weights.get("bias", [outputs]), relu: true });
}
