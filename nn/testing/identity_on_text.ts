import type { Catalogue } from "../../plugins/contract/mod.ts";
import { TextItemModel } from "../models/text_item_model.ts";

/**
 * A `TextItemModel` that can be followed by hand: an item's vector is twice its text, one number; a
 * state is the vector of its position; the start's vector is 5; items' offsets are 0.1, 0.2, …, events'
 * offsets, if there are `events`, 0.5, −1, 0.25.
 *
 * @param options whether items have `offsets`, and how many `events` have
 *
 * @example
 * ```ts
 * import { identityOnText } from "./identity_on_text.ts";
 * const catalogue = {
 *   items: 2,
 *   itemDomain: new Uint8Array(2),
 *   domains: [],
 *   itemIdentity: new Uint32Array(2),
 *   itemText: Float32Array.of(1, 2),
 *   itemTextSize: 1,
 * };
 * if (identityOnText(catalogue).parameters["start.vector"].values[0] !== 5) throw new Error("not 5");
 * ```
 */
export function identityOnText(
  catalogue: Catalogue,
  options: { offsets?: boolean; events?: 0 | 3 } = {},
): TextItemModel {
  const model = new TextItemModel(catalogue, {
    title: "Example",
    size: 1,
    length: 4,
    network: (text, weights) => text.mul(weights.get("weight", [1])),
    encoder: (x) => x,
    parameters: { "text.weight": { shape: [1], values: Float32Array.of(2) } },
    ...options,
  });
  model.parameters[TextItemModel.startVector].values[0] = 5;
  model.itemOffsets?.parameter.values.forEach((_, item, all) => all[item] = (item + 1) / 10);
  model.stateOffsets?.parameter.values.set([0.5, -1, 0.25]);
  return model;
}
