import type { Catalogue } from "../contract/mod.ts";
import type { Message } from "./message.ts";
import { readCatalogue } from "./_read_catalogue.ts";
import { readColumn } from "./read_column.ts";

/**
 * The weights and the catalogue that a message of `loadMessage` holds.
 *
 * @throws {TypeError} if it holds none
 *
 * @example
 * ```ts
 * import { readLoadMessage } from "./read_load_message.ts";
 * let refused = false;
 * try {
 *   readLoadMessage({ type: "load", values: {}, columns: {} });
 * } catch (error) {
 *   refused = error instanceof TypeError;
 * }
 * if (!refused) throw new Error("read nothing from nothing");
 * ```
 */
export function readLoadMessage(
  message: Message,
): { readonly weights: Uint8Array; readonly catalogue: Catalogue } {
  return { weights: readColumn(message, "weights", Uint8Array), catalogue: readCatalogue(message) };
}
