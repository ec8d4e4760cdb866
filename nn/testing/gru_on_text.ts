import type { Catalogue } from "../../plugins/contract/mod.ts";
import { gru4recEncoder, gru4recEncoderParameters } from "../encoders/gru4rec_encoder.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import { TextItemModel, type TextItemOptions } from "../models/text_item_model.ts";
import { randomParameter } from "./random_parameter.ts";

/** Numbers per vector. */
const SIZE = 4;

/**
 * A `TextItemModel` of 4 numbers per vector with a GRU that sees 5 positions, for tests.
 *
 * @param options what else it is made of; `drawn`: every number is drawn, as if trained
 *
 * @example
 * ```ts
 * import { gruOnText } from "./gru_on_text.ts";
 * const catalogue = {
 *   items: 2,
 *   itemDomain: new Uint8Array(2),
 *   domains: [],
 *   itemIdentity: new Uint32Array(2),
 *   itemText: new Float32Array(6),
 *   itemTextSize: 3,
 * };
 * if (gruOnText(catalogue).parameters["text.weight"].shape.join() !== "3,4") throw new Error("another size");
 * ```
 */
export function gruOnText(
  catalogue: Catalogue,
  { drawn = false, ...options }: Pick<TextItemOptions, "offsets" | "events"> & { drawn?: boolean } =
    {},
): TextItemModel {
  const model = new TextItemModel(catalogue, {
    title: "Example",
    size: SIZE,
    length: 5,
    network: linear,
    encoder: (x, weights, { dropout }) =>
      gru4recEncoder(x, weights, { layers: 1, ...dropout && { dropout } }),
    parameters: {
      ...linearParameters("text", { inputs: catalogue.itemTextSize, outputs: SIZE, seed: 1 }),
      ...gru4recEncoderParameters("encoder", { size: SIZE, layers: 1, seed: 1 }),
    },
    ...options,
  });
  for (const [name, { shape, values }] of drawn ? Object.entries(model.parameters) : []) {
    values.set(randomParameter(name, shape, 0.5).values);
  }
  return model;
}
