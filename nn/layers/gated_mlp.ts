import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { activate } from "./_activate.ts";
import type { Activation } from "./activation.ts";
import { linear, linearParameters } from "./linear.ts";

/**
 * A network of one hidden layer whose numbers are gated: outer(activation(gate(x)) ∘ value(x)), over
 * the last axis. With `sigmoid` it is a gated linear unit (GLU), with `silu` SwiGLU, with `gelu` GEGLU.
 *
 * Source: Shazeer, "GLU variants improve transformer" (2020), equation 6; here with biases.
 *
 * @param x `… × inputs`
 * @param weights `gate` and `value` (inputs × inner size) and `outer` (inner size × outputs), each a
 * `linear`
 * @returns `… × outputs`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { gatedMlp, gatedMlpParameters } from "./gated_mlp.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2], values: new Float32Array(2) };
 * const y = await evaluate(
 *   { ...gatedMlpParameters("f", { inputs: 2, innerSize: 3, outputs: 2, seed: 1 }), x },
 *   (weights) => gatedMlp(weights.get("x", [1, 2]), weights.within("f"), { activation: "silu" }),
 * );
 * if (y.join() !== "0,0") throw new Error("something from nothing");
 * ```
 */
export function gatedMlp(
  x: Tensor,
  weights: Weights,
  { activation }: { activation: Activation },
): Tensor {
  const gate = activate(linear(x, weights.within("gate")), activation);
  return linear(tf.mul(gate, linear(x, weights.within("value"))), weights.within("outer"));
}

/** The parameters of `gatedMlp`. */
export function gatedMlpParameters(
  name: string,
  options: { inputs: number; innerSize: number; outputs: number; seed: number },
): Parameters {
  const { inputs, innerSize, outputs, seed } = options;
  return {
    ...linearParameters(`${name}.gate`, { inputs, outputs: innerSize, seed }),
    ...linearParameters(`${name}.value`, { inputs, outputs: innerSize, seed }),
    ...linearParameters(`${name}.outer`, { inputs: innerSize, outputs, seed }),
  };
}
