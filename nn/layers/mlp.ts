import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { activate } from "./_activate.ts";
import type { Activation } from "./activation.ts";
import { dropout } from "./dropout.ts";
import type { Dropout } from "./dropout.ts";
import { linear, linearParameters } from "./linear.ts";

/**
 * A multi-layer perceptron over the last axis: linear layers with an activation, and dropout, behind
 * each but the last.
 *
 * Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors" (Nature
 * 323, 1986).
 *
 * @param x `… × inputs`
 * @param weights `layers.0`, `layers.1`, …, each a `linear`
 * @param options `layers`: how many; `dropout` while training
 * @returns `… × outputs of the last layer`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { mlp, mlpParameters } from "./mlp.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2, 3], values: new Float32Array(6) };
 * const y = await evaluate(
 *   { ...mlpParameters("tower", { sizes: [3, 8, 1], seed: 1 }), x },
 *   (weights) => mlp(weights.get("x", [2, 3]), weights.within("tower"), { layers: 2, activation: "relu" }),
 * );
 * if (y.join() !== "0,0") throw new Error("something from nothing");
 * ```
 */
export function mlp(
  x: Tensor,
  weights: Weights,
  options: { layers: number; activation: Activation; dropout?: Dropout },
): Tensor {
  let y = x;
  for (let layer = 0; layer < options.layers; layer++) {
    if (layer > 0) y = dropout(activate(y, options.activation), options.dropout);
    y = linear(y, weights.within(`layers.${layer}`));
  }
  return y;
}

/** The parameters of `mlp`: `sizes` are those of the input, of every hidden layer and of the output. */
export function mlpParameters(
  name: string,
  { sizes, seed }: { sizes: readonly number[]; seed: number },
): Parameters {
  return Object.assign(
    {},
    ...sizes.slice(1).map((outputs, layer) =>
      linearParameters(`${name}.layers.${layer}`, { inputs: sizes[layer], outputs, seed })
    ),
  );
}
