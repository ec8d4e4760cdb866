import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { dice, diceParameters, diceStatistics } from "./dice.ts";
import { dropout } from "./dropout.ts";
import type { Dropout } from "./dropout.ts";
import { linear } from "./linear.ts";
import { mlpParameters } from "./mlp.ts";

/**
 * A multi-layer perceptron over the last axis with Dice behind each linear layer but the last: the
 * head of click-through models.
 *
 * Source: Zhou et al., "Deep interest network for click-through rate prediction" (KDD 2018), figure 2.
 *
 * @param x `… × inputs`
 * @param weights `layers.0`, `layers.1`, …, each a `linear`; `dice.0`, …, each of a `dice`
 * @param options `layers`: how many linear ones; `training` as in `dice`; `dropout` while training
 * @returns `… × outputs of the last layer`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { diceMlp, diceMlpParameters, diceMlpStatistics } from "./dice_mlp.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const sizes = [3, 8, 1], x = { shape: [2, 3], values: new Float32Array(6) };
 * const y = await evaluate(
 *   { ...diceMlpParameters("head", { sizes, seed: 1 }), ...diceMlpStatistics("head", { sizes }), x },
 *   (weights) =>
 *     diceMlp(weights.get("x", [2, 3]), weights.within("head"), { layers: 2, training: false }),
 * );
 * if (y.join() !== "0,0") throw new Error("something from nothing");
 * ```
 */
export function diceMlp(
  x: Tensor,
  weights: Weights,
  options: { layers: number; training: boolean; dropout?: Dropout | undefined },
): Tensor {
  const { layers, training } = options;
  let y = x;
  for (let layer = 0; layer < layers; layer++) {
    if (layer > 0) {
      y = dropout(dice(y, weights.within(`dice.${layer - 1}`), { training }), options.dropout);
    }
    y = linear(y, weights.within(`layers.${layer}`));
  }
  return y;
}

/** The trained parameters of `diceMlp`: `sizes` of the input, of every hidden layer and of the output. */
export function diceMlpParameters(
  name: string,
  { sizes, seed }: { sizes: readonly number[]; seed: number },
): Parameters {
  return Object.assign(
    mlpParameters(name, { sizes, seed }),
    ...sizes.slice(1, -1).map((size, layer) => diceParameters(`${name}.dice.${layer}`, { size })),
  );
}

/** The running statistics of `diceMlp`. */
export function diceMlpStatistics(
  name: string,
  { sizes }: { sizes: readonly number[] },
): Parameters {
  return Object.assign(
    {},
    ...sizes.slice(1, -1).map((size, layer) => diceStatistics(`${name}.dice.${layer}`, { size })),
  );
}
