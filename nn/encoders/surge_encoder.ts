import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { surgeFusion, surgeFusionParameters } from "./_surge_fusion.ts";
import { surgePooling, surgePoolingParameters } from "./_surge_pooling.ts";

/** What SURGE makes of sequences, each read for a target item. */
export interface SurgeEncoding {
  /** A state per position (h′), `targets × length × size`; 0 at padding. */
  readonly states: Tensor;
  /** All positions by what they have to do with the target (h_g), `targets × size`. */
  readonly readout: Tensor;
  /** Interest after the last cluster (h_s), `targets × size`. */
  readonly state: Tensor;
  /** 1 where two positions are linked (A), `targets × length × length`. */
  readonly adjacency: Tensor;
  /** Of positions to clusters (S), `targets × length × clusters`; 0 at padding. */
  readonly assignment: Tensor;
  /** 1 for a position that is there, `targets × length`. */
  readonly present: Uint8Array;
}

/**
 * SURGE's encoder: item vectors of sequences, each read for a target item → what the target's score
 * is made of. A graph links the similar items of a sequence (equations 1 to 3), a convolution fuses
 * them by attention to clusters and target (4 to 8), pooling makes clusters of them (9 to 11), over
 * which an AUGRU evolves (16), and the readout (15) sums what the target asks for.
 *
 * Where the paper leaves something open, or its parts do not fit, it is as in the authors' code: the
 * neighbourhood of a cluster is two edges wide, heads are averaged (side by side they would not fit
 * the target in equation 17), and LeakyReLU stands within the softmax of equation 8, without which the
 * cluster's score would cancel out. The metric learns by the slope of the edges that there are: in the
 * code it learns nothing.
 *
 * A state depends on the whole sequence, on later items too; order tells only through
 * `surgeEncoderLosses`. Padding, on either side, changes nothing.
 *
 * Source: Chang et al., "Sequential recommendation with graph neural networks" (SIGIR 2021), §3;
 * their code at github.com/tsinghua-fib-lab/SIGIR21-SURGE.
 *
 * @param x `sequences × length × size`
 * @param weights as from `surgeEncoderParameters`
 * @param options `present`: 1 for a position that is there, `sequences × length`; `target`: vectors of
 * the target items, `targets × size`; `row`: the sequence of each, the one of its index if not given;
 * `sparseness`: share of all pairs that is linked (ε); `heads`: 1 if not given
 * @throws {RangeError} if there is no such share, or no such sequence
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { surgeEncoder, surgeEncoderParameters } from "./surge_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = surgeEncoderParameters("encoder", { size: 2, clusters: 3, seed: 1 });
 * const x = { shape: [1, 3, 2], values: new Float32Array([1, 2, 3, 4, 0, 0]) };
 * const target = { shape: [2, 2], values: new Float32Array([1, 1, -1, 1]) };
 * const states = await evaluate({ ...parameters, x, target }, (weights) =>
 *   surgeEncoder(weights.get("x", [1, 3, 2]), weights.within("encoder"), {
 *     present: new Uint8Array([1, 1, 0]),
 *     target: weights.get("target", [2, 2]),
 *     row: new Int32Array([0, 0]),
 *     sparseness: 0.5,
 *   }).state);
 * if (states.length !== 4) throw new Error("not a state per target");
 * ```
 */
export function surgeEncoder(
  x: Tensor,
  weights: Weights,
  options: {
    present: Uint8Array;
    target: Tensor;
    row?: Int32Array;
    sparseness: number;
    heads?: number;
  },
): SurgeEncoding {
  const fusion = surgeFusion(x, weights, options), { states, relevance } = fusion;
  const [targets, length, size] = states.shape;
  const readout = tf.matMul(tf.reshape(relevance, [targets, 1, length]), states);
  return {
    ...surgePooling(fusion, weights),
    states,
    readout: tf.reshape(readout, [targets, size]),
    adjacency: fusion.adjacency,
    present: fusion.present,
  };
}

/**
 * The parameters of `surgeEncoder`: `clusters` to which positions are pooled, however many of these
 * there are; `heads` of the attention and `metricHeads` of the similarity, 1 each if not given.
 */
export function surgeEncoderParameters(
  name: string,
  options: { size: number; clusters: number; heads?: number; metricHeads?: number; seed: number },
): Parameters {
  return {
    ...surgeFusionParameters(name, options),
    ...surgePoolingParameters(name, options),
  };
}
