import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { activatedLinear } from "./_activated_linear.ts";
import type { Activation } from "./activation.ts";
import { linear, linearParameters } from "./linear.ts";

/**
 * The point-wise network of a transformer block: two linear layers with a ReLU (or what `activation`
 * names) between them, the same at every position.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), equation 2.
 *
 * @param x `… × size`
 * @param weights `inner` (size × inner size) and `outer` (back to size), each a `linear`
 * @returns `… × size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { feedForward, feedForwardParameters } from "./feed_forward.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2], values: new Float32Array(2) };
 * const y = await evaluate(
 *   { ...feedForwardParameters("forward", { size: 2, innerSize: 2, seed: 1 }), x },
 *   (weights) => feedForward(weights.get("x", [1, 2]), weights.within("forward")),
 * );
 * if (y.join() !== "0,0") throw new Error("something from nothing");
 * ```
 */
export function feedForward(
  x: Tensor,
  weights: Weights,
  { activation = "relu" }: { activation?: Activation } = {},
): Tensor {
  const inner = activatedLinear(x, weights.within("inner"), activation);
  return linear(inner, weights.within("outer"));
}

/** The parameters of `feedForward`. */
export function feedForwardParameters(
  name: string,
  { size, innerSize, seed }: { size: number; innerSize: number; seed: number },
): Parameters {
  return {
    ...linearParameters(`${name}.inner`, { inputs: size, outputs: innerSize, seed }),
    ...linearParameters(`${name}.outer`, { inputs: innerSize, outputs: size, seed }),
  };
}
