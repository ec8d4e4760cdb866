import type { Catalogue } from "../contract/mod.ts";
import { catalogueMessage } from "./_catalogue_message.ts";
import type { Message } from "./message.ts";

/**
 * The message that asks for a scorer with saved weights. Its columns are the weights and the
 * catalogue's own arrays.
 *
 * @param weights what another process saved
 *
 * @example
 * ```ts
 * import { loadMessage } from "./load_message.ts";
 * const weights = Uint8Array.of(1, 2);
 * const { columns } = loadMessage(weights, {
 *   catalogue: {
 *     items: 0,
 *     domains: [{ role: "both", pool: new Uint32Array(0) }],
 *     itemDomain: new Uint8Array(0),
 *     itemIdentity: new Uint32Array(0),
 *     itemTextSize: 0,
 *   },
 *   config: { k: 50 },
 * });
 * if (columns.weights !== weights) throw new Error("copied");
 * ```
 */
export function loadMessage(
  weights: Uint8Array,
  { catalogue, config }: { readonly catalogue: Catalogue; readonly config: object },
): Message {
  const { values, columns } = catalogueMessage(catalogue);
  return { type: "load", values: { config, ...values }, columns: { weights, ...columns } };
}
