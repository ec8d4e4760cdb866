import type { Catalogue, Domain, Histories, TrainView } from "../contract/mod.ts";
import { readColumn } from "./read_column.ts";
import { readNumber } from "./read_number.ts";
import type { Message } from "./message.ts";

/**
 * The train view that a message of `fitMessage` holds.
 *
 * @throws {TypeError} if it holds none
 *
 * @example
 * ```ts
 * import { readFitMessage } from "./read_fit_message.ts";
 * let refused = false;
 * try {
 *   readFitMessage({ type: "fit", values: {}, columns: {} });
 * } catch (error) {
 *   refused = error instanceof TypeError;
 * }
 * if (!refused) throw new Error("read nothing from nothing");
 * ```
 */
export function readFitMessage(message: Message): TrainView {
  const { columns } = message;
  const events: Histories = {
    offsets: readColumn(message, "offsets", Uint32Array),
    item: readColumn(message, "item", Uint32Array),
    time: readColumn(message, "time", Float64Array),
    ...columns.rating && { rating: readColumn(message, "rating", Float32Array) },
  };
  const catalogue: Catalogue = {
    items: readNumber(message, "items"),
    domains: readDomains(message),
    itemDomain: readColumn(message, "itemDomain", Uint8Array),
    itemIdentity: readColumn(message, "itemIdentity", Uint32Array),
    itemTextSize: readNumber(message, "itemTextSize"),
    ...columns.itemText && { itemText: readColumn(message, "itemText", Float32Array) },
    ...columns.itemCategory && { itemCategory: readColumn(message, "itemCategory", Uint32Array) },
  };
  return {
    users: readNumber(message, "users"),
    events,
    label: readColumn(message, "label", Float32Array),
    trainable: readColumn(message, "trainable", Uint8Array),
    catalogue,
    popularity: {
      days: readNumber(message, "days"),
      first: readNumber(message, "first"),
      offsets: readColumn(message, "popularityOffsets", Uint32Array),
      item: readColumn(message, "popularityItem", Uint32Array),
      count: readColumn(message, "popularityCount", Uint32Array),
    },
  };
}

function readDomains(message: Message): Domain[] {
  const { roles } = message.values;
  if (!Array.isArray(roles)) throw new TypeError('Cannot read "fit": no roles, expected a list');
  return roles.map((role: unknown, domain): Domain => {
    if (role !== "source" && role !== "target" && role !== "both") {
      throw new TypeError(`Cannot read "fit": a role ${role}, expected source, target or both`);
    }
    return { role, pool: readColumn(message, `pool${domain}`, Uint32Array) };
  });
}
