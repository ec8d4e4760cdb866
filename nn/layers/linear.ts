import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { dense } from "./_dense.ts";

/**
 * `x · weight + bias`, over the last axis.
 *
 * @param x `… × inputs`
 * @param weights `weight` (inputs × outputs) and `bias` (outputs)
 * @returns `… × outputs`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { linear, linearParameters } from "./linear.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = linearParameters("out", { inputs: 2, outputs: 3, seed: 1 });
 * const x = { shape: [1, 2], values: new Float32Array(2) };
 * const y = await evaluate(
 *   { ...parameters, x },
 *   (weights) => linear(weights.get("x", [1, 2]), weights.within("out")),
 * );
 * if (y.join() !== "0,0,0") throw new Error("not linear");
 * ```
 */
export function linear(x: Tensor, weights: Weights): Tensor {
  const weight = weights.get("weight", [x.shape[x.rank - 1], -1]), [, outputs] = weight.shape;
  return dense(x, { weight, bias: weights.get("bias", [outputs]) });
}

/** The parameters of `linear`: weights after Glorot, bias 0. */
export function linearParameters(
  name: string,
  options: { inputs: number; outputs: number; seed: number },
): Parameters {
  return {
    [`${name}.weight`]: glorotParameter(`${name}.weight`, options),
    [`${name}.bias`]: constantParameter([options.outputs], 0),
  };
}
