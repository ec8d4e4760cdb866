import { dropout } from "../layers/dropout.ts";
import type { Dropout } from "../layers/dropout.ts";
import { gru, gruParameters } from "../layers/gru.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * GRU4Rec's encoder: item vectors of sequences → a state per position, which knows the items up to
 * that position only. Layers of gated recurrent units, each over the states of the one below, from a
 * state of zeros; states have the size of the item vectors, which they are compared with.
 *
 * Source: Hidasi et al., "Session-based recommendations with recurrent neural networks" (ICLR 2016),
 * §3.1; dropout as in Hidasi & Karatzoglou, "Recurrent neural networks with top-k gains for
 * session-based recommendations" (CIKM 2018), §4: of the item vectors, and of every layer's states.
 *
 * @param x `batch × length × size`
 * @param weights as from `gru4recEncoderParameters`
 * @param options `layers`; `present`: 1 for a position that is there, `batch × length`, needed with
 * padding on the left only: with padding on the right no state depends on it; `dropout` while training
 * @returns `batch × length × size`; without `present` of no meaning at padded positions
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { gru4recEncoder, gru4recEncoderParameters } from "./gru4rec_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = gru4recEncoderParameters("encoder", { size: 4, layers: 1, seed: 1 });
 * const x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1) };
 * const states = await evaluate({ ...parameters, x }, (weights) =>
 *   gru4recEncoder(weights.get("x", [1, 2, 4]), weights.within("encoder"), { layers: 1 }));
 * if (states.length !== 8) throw new Error("not a state per position");
 * ```
 */
export function gru4recEncoder(
  x: Tensor,
  weights: Weights,
  options: { layers: number; present?: Uint8Array; dropout?: Dropout },
): Tensor {
  const { layers, present } = options;
  let states = dropout(x, options.dropout);
  for (let layer = 0; layer < layers; layer++) {
    const above = gru(states, weights.within(`layers.${layer}`), present ? { present } : {});
    states = dropout(above, options.dropout);
  }
  return states;
}

/** The parameters of `gru4recEncoder`. */
export function gru4recEncoderParameters(
  name: string,
  { size, layers, seed }: { size: number; layers: number; seed: number },
): Parameters {
  return Object.assign(
    {},
    ...Array.from(
      { length: layers },
      (_, layer) => gruParameters(`${name}.layers.${layer}`, { inputs: size, size, seed }),
    ),
  );
}
