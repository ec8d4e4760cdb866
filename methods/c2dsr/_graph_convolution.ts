import { type Dropout, dropout, embed, type Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { Neighbourhood } from "./_neighbourhood.ts";

/**
 * The graph neural network, and the vectors that sequences are made of: with G⁰ the items' own
 * vectors E and Gˡ = D⁻¹ A Gˡ⁻¹, an item's vector is E + (G⁰ + … + Gᴸ) / (L + 1). There is
 * nothing to train but E.
 *
 * @param vectors those of the neighbourhood, on the device
 * @param options `dropout` of what each layer is given, while training
 * @returns a vector per row that the neighbourhood was asked for, in the order of its rows
 */
export function graphConvolution(
  vectors: Tensor,
  { within, successor, share, width }: Omit<Neighbourhood, "rows" | "vectors" | "places">,
  options: { dropout?: Dropout } = {},
): Tensor {
  const layers = within.length - 1, [, size] = vectors.shape;
  const asked = (rows: Tensor): Tensor => rows.slice([0, 0], [within[0], size]);
  const own = asked(vectors);
  let layer = vectors, sum = own;
  for (let l = 1; l <= layers; l++) {
    // Layer l is wanted of the rows from which what is left of the way can be gone.
    const rows = within[layers - l], edges = rows * width;
    const met = embed(dropout(layer, options.dropout), successor.subarray(0, edges));
    const shares = tf.tensor3d(share.subarray(0, edges), [rows, 1, width]);
    layer = shares.matMul(met.reshape([rows, width, size])).reshape([rows, size]);
    sum = sum.add(asked(layer));
  }
  return own.add(sum.div(layers + 1));
}
