import type { Dropout } from "../layers/dropout.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { bert4recEncoder, bert4recEncoderParameters } from "./bert4rec_encoder.ts";
import { gru4recEncoder, gru4recEncoderParameters } from "./gru4rec_encoder.ts";
import { sasrecEncoder, sasrecEncoderParameters } from "./sasrec_encoder.ts";
import { surgeEncoderStates, surgeEncoderStatesParameters } from "./surge_encoder_states.ts";

/** SURGE: share of all pairs of positions that is linked, as in the authors' code. */
const SPARSENESS = 0.5;

/** An encoder of sequences that a framework for several domains can stand on. */
export type Backbone = "sasrec" | "gru4rec" | "bert4rec" | "surge";

/** How large a backbone is. */
export interface BackboneShape {
  /** Blocks of SASRec or BERT4Rec, layers of GRU4Rec; SURGE has one. */
  readonly blocks: number;
  /** Attention heads: a divisor of the size, any number for SURGE; GRU4Rec has none. */
  readonly heads: number;
}

/**
 * States of sequences by the encoder of a name: for frameworks that make a model for several domains
 * of "off-the-shelf" encoders for one. A state of `sasrec` or `gru4rec` knows the items up to its
 * position, one of `bert4rec` or `surge` those on both sides: the first is used without its cloze task,
 * the second without a target, so that its states are the same for every candidate
 * (`surgeEncoderStates`).
 *
 * @param kind which encoder
 * @param x `batch × length × size`, padded on the right
 * @param options its `weights`, as from `backboneParameters`; its `shape`; `present`: 1 for a position
 * that is there, `batch × length`; `dropout` while training, of which SURGE has none
 * @returns `batch × length × size`; of no meaning at padded positions
 * @throws {RangeError} if the sequences are longer than there are positions, or the heads do not fit
 * @throws {TypeError} if the encoder is unknown
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { backboneParameters, backboneStates } from "./backbone.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const shape = { blocks: 1, heads: 2 }, x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1) };
 * for (const kind of ["sasrec", "gru4rec", "bert4rec", "surge"] as const) {
 *   const made = backboneParameters(kind, { name: "encoder", size: 4, length: 2, shape, seed: 1 });
 *   const states = await evaluate({ ...made, x }, (weights) =>
 *     backboneStates(kind, weights.get("x", [1, 2, 4]), {
 *       weights: weights.within("encoder"),
 *       shape,
 *       present: new Uint8Array([1, 0]),
 *     }));
 *   if (states.length !== 8) throw new Error("not a state per position");
 * }
 * ```
 */
export function backboneStates(
  kind: Backbone,
  x: Tensor,
  options: { weights: Weights; shape: BackboneShape; present: Uint8Array; dropout?: Dropout },
): Tensor {
  const { weights, shape: { blocks, heads }, present } = options;
  const dropout = options.dropout && { dropout: options.dropout };
  switch (kind) {
    // To the right of a position nothing counts, so that padding there needs no mask.
    case "sasrec":
      return sasrecEncoder(x, weights, { blocks, heads, ...dropout });
    case "gru4rec":
      return gru4recEncoder(x, weights, { layers: blocks, ...dropout });
    case "bert4rec":
      return bert4recEncoder(x, weights, { blocks, heads, present, ...dropout });
    case "surge":
      return surgeEncoderStates(x, weights, { present, heads, sparseness: SPARSENESS });
    default:
      throw new TypeError(`Cannot encode by "${kind satisfies never}": no such encoder`);
  }
}

/**
 * The parameters of a backbone.
 *
 * @param kind which encoder
 * @param options `name` that they stand below; `size` of vectors and states; `length`: positions at
 * most; `shape`; `seed`
 * @throws {TypeError} if the encoder is unknown
 */
export function backboneParameters(
  kind: Backbone,
  options: { name: string; size: number; length: number; shape: BackboneShape; seed: number },
): Parameters {
  const { name, size, length, shape: { blocks, heads }, seed } = options;
  switch (kind) {
    case "sasrec":
      return sasrecEncoderParameters(name, { size, length, blocks, seed });
    case "gru4rec":
      return gru4recEncoderParameters(name, { size, layers: blocks, seed });
    case "bert4rec":
      return bert4recEncoderParameters(name, { size, length, blocks, seed });
    case "surge":
      return surgeEncoderStatesParameters(name, { size, heads, seed });
    default:
      throw new TypeError(`Cannot make an encoder of "${kind satisfies never}": no such encoder`);
  }
}
