import { tf } from "../_tf.ts";
import { dropout } from "../layers/dropout.ts";
import type { Dropout } from "../layers/dropout.ts";
import { layerNorm, layerNormParameters } from "../layers/layer_norm.ts";
import { positionEmbeddingParameters } from "../layers/position_embedding.ts";
import { transformerBlock, transformerBlockParameters } from "../layers/transformer_block.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";

/**
 * BERT4Rec's encoder: item vectors of sequences → a state per position, which knows the items on both
 * sides. What a state is to predict must not be among them: the caller puts a mask's vector there.
 *
 * A learned vector per position is added to the item vectors; then blocks of multi-head attention and
 * a point-wise network (GELU, four times as wide) follow, each with a norm behind its sum:
 * LayerNorm(x + Dropout(g(x))). As in the authors' code, a layer norm and dropout stand in front of the
 * blocks too, which the paper does not mention: without them the first block attends to nothing in
 * particular for long, since its input is small. Their dropout on the shares of attention is not here.
 *
 * A position is counted back from the last item that is present. So a state depends neither on the
 * side of the padding nor on its length, and a mask at the end has the same position behind every
 * history, which every sequence trains. The authors' code counts from the first one; of sequences that
 * fill all positions it is the same.
 *
 * Source: Sun et al., "BERT4Rec: sequential recommendation with bidirectional encoder representations
 * from transformer" (CIKM 2019), §3.3 (equations 1 to 6) and §3.4.
 *
 * @param x `batch × length × size`
 * @param weights as from `bert4recEncoderParameters`
 * @param options `blocks`; `heads`: a divisor of `size`; `present`: 1 for a position that is there, 0
 * for padding on either side, `batch × length`; `dropout` while training
 * @returns `batch × length × size`; of no meaning at padded positions
 * @throws {RangeError} if a sequence has more items than there are positions, or `heads` does not
 * divide `size`
 * @throws {TypeError} if `present` does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { bert4recEncoder, bert4recEncoderParameters } from "./bert4rec_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const made = bert4recEncoderParameters("encoder", { size: 4, length: 3, blocks: 1, seed: 1 });
 * const first = async (last: number) => {
 *   const x = { shape: [1, 2, 4], values: new Float32Array(8).fill(1).fill(last, 7) };
 *   const [state] = await evaluate({ ...made, x }, (weights) =>
 *     bert4recEncoder(weights.get("x", [1, 2, 4]), weights.within("encoder"), { blocks: 1, heads: 2 }));
 *   return state;
 * };
 * if (await first(1) === await first(2)) throw new Error("did not look ahead");
 * ```
 */
export function bert4recEncoder(
  x: Tensor,
  weights: Weights,
  options: { blocks: number; heads: number; present?: Uint8Array; dropout?: Dropout },
): Tensor {
  const { blocks, present } = options;
  const placed = tf.add(x, positionsOf(x, weights, present));
  let states = dropout(layerNorm(placed, weights.within("norm")), options.dropout);
  for (let block = 0; block < blocks; block++) {
    states = transformerBlock(states, weights.within(`blocks.${block}`), {
      ...options,
      norm: "post",
      activation: "gelu",
    });
  }
  return states;
}

/** The vector of every position, counted back from the last one that is present. */
function positionsOf(x: Tensor, weights: Weights, present?: Uint8Array): Tensor {
  const [batch, length, size] = x.shape, table = weights.get("position.weight", [-1, size]);
  if (present !== undefined && present.length !== batch * length) {
    throw new TypeError(
      `Cannot place a tensor of shape [${x.shape}] by ${present.length} numbers: expected ${
        batch * length
      }`,
    );
  }
  const places = new Int32Array(batch * length);
  let longest = 0;
  for (let row = 0; row < batch; row++) {
    let count = 0;
    for (let at = (row + 1) * length - 1; at >= row * length; at--) {
      if (present === undefined || present[at]) places[at] = count++;
    }
    longest = Math.max(longest, count);
  }
  if (longest > table.shape[0]) {
    throw new RangeError(
      `Cannot place sequences of ${longest} positions: vectors for ${
        table.shape[0]
      }, expected at most as many`,
    );
  }
  return tf.reshape(embed(table, places), x.shape);
}

/** The parameters of `bert4recEncoder` for sequences of at most `length` items. */
export function bert4recEncoderParameters(
  name: string,
  options: { size: number; length: number; blocks: number; seed: number },
): Parameters {
  const { size, length, blocks, seed } = options;
  const parameters = {
    ...positionEmbeddingParameters(`${name}.position`, { length, size, seed }),
    ...layerNormParameters(`${name}.norm`, { size }),
  };
  for (let block = 0; block < blocks; block++) {
    Object.assign(
      parameters,
      transformerBlockParameters(`${name}.blocks.${block}`, { size, innerSize: 4 * size, seed }),
    );
  }
  return parameters;
}
