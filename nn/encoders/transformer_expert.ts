import type { Dropout } from "../layers/dropout.ts";
import { transformerBlock, transformerBlockParameters } from "../layers/transformer_block.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * A transformer as one of several experts: vectors of sequences → a state per position, which knows
 * the vectors up to that position only. Position vectors are not its own, since experts share them.
 *
 * Source: Park et al., "Pacer and runner: cooperative learning framework between single- and
 * cross-domain sequential recommendation" (SIGIR 2024), equations 5 to 7; residuals and layer norms
 * behind them as in Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.1.
 *
 * @param x `batch × length × size`, padded on the right
 * @param weights as from `transformerExpertParameters`
 * @param options `blocks`; `heads`: a divisor of `size`; `dropout` while training
 * @returns `batch × length × size`; of no meaning at padded positions
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { transformerExpert, transformerExpertParameters } from "./transformer_expert.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = transformerExpertParameters("expert", { size: 4, blocks: 1, seed: 1 });
 * const x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1) };
 * const states = await evaluate({ ...parameters, x }, (weights) =>
 *   transformerExpert(weights.get("x", [1, 2, 4]), weights.within("expert"), { blocks: 1, heads: 2 }));
 * if (states.length !== 8) throw new Error("not a state per position");
 * ```
 */
export function transformerExpert(
  x: Tensor,
  weights: Weights,
  options: { blocks: number; heads: number; dropout?: Dropout },
): Tensor {
  let states = x;
  for (let block = 0; block < options.blocks; block++) {
    states = transformerBlock(states, weights.within(`blocks.${block}`), {
      ...options,
      norm: "post",
      activation: "gelu",
      causal: true,
    });
  }
  return states;
}

/** The parameters of `transformerExpert`. */
export function transformerExpertParameters(
  name: string,
  { size, blocks, seed }: { size: number; blocks: number; seed: number },
): Parameters {
  const parameters: Record<string, Parameters[string]> = {};
  for (let block = 0; block < blocks; block++) {
    const options = { size, innerSize: size, seed };
    Object.assign(parameters, transformerBlockParameters(`${name}.blocks.${block}`, options));
  }
  return parameters;
}
