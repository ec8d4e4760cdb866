import type { Parameters } from "../parameters/parameters.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { presence } from "./_presence.ts";
import { recur } from "./_recurrence.ts";

/**
 * One layer of gated recurrent units over sequences. From the state h before a position and its x:
 *
 * - reset r = σ(W_r x + U_r h + b_r), update z = σ(W_z x + U_z h + b_z),
 * - candidate c = tanh(W_c x + b_c + r ∘ (U_c h + d_c)), the next state h + z ∘ (c − h).
 *
 * Source: Chung et al., "Empirical evaluation of gated recurrent neural networks on sequence
 * modeling" (2014), equations 5 to 8, with the reset behind the product, as cuDNN and PyTorch have it
 * (PyTorch's z is 1 − z here).
 *
 * @param x `batch × length × inputs`
 * @param weights `input.weight` (inputs × 3 size), `hidden.weight` (size × 3 size) and their biases,
 * each with reset, update and candidate side by side
 * @param options `initial`: state before the first position, `batch × size`, zeros if not given;
 * `present`: 1 for a position that is there, `batch × length`: at one that is not (padding, on
 * whichever side) the state stays as it is
 * @returns state per position, `batch × length × size`
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { gru, gruParameters } from "./gru.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 2, 1], values: new Float32Array([3, 4]) };
 * const states = await evaluate(
 *   { ...gruParameters("gru", { inputs: 1, size: 1, seed: 1 }), x },
 *   (weights) => {
 *     const present = new Uint8Array([1, 0]);
 *     return gru(weights.get("x", [1, 2, 1]), weights.within("gru"), { present });
 *   },
 * );
 * if (states[0] === 0 || states[1] !== states[0]) throw new Error("not held where nothing is");
 * ```
 */
export function gru(
  x: Tensor,
  weights: Weights,
  { initial, present }: { initial?: Tensor; present?: Uint8Array } = {},
): Tensor {
  return recur(x, weights, { initial, scale: present && presence(present, x) });
}

/** The parameters of `gru` and `augru`: each gate after Glorot, biases 0. */
export function gruParameters(
  name: string,
  { inputs, size, seed }: { inputs: number; size: number; seed: number },
): Parameters {
  return Object.fromEntries([["input", inputs] as const, ["hidden", size] as const].flatMap(
    ([part, rows]) => {
      const path = `${name}.${part}.weight`, options = { inputs: rows, outputs: size, seed };
      return [
        [path, glorotParameter(path, { ...options, matrices: 3 })],
        [`${name}.${part}.bias`, constantParameter([3 * size], 0)],
      ];
    },
  ));
}
