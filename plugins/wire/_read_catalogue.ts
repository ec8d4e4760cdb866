import type { Catalogue, Domain } from "../contract/mod.ts";
import { readColumn } from "./read_column.ts";
import { readNumber } from "./read_number.ts";
import type { Message } from "./message.ts";

/** The catalogue that a message holds beside other things. @throws {TypeError} if it holds none */
export function readCatalogue(message: Message): Catalogue {
  const { columns } = message;
  return {
    items: readNumber(message, "items"),
    domains: readDomains(message),
    itemDomain: readColumn(message, "itemDomain", Uint8Array),
    itemIdentity: readColumn(message, "itemIdentity", Uint32Array),
    itemTextSize: readNumber(message, "itemTextSize"),
    ...columns.itemText && { itemText: readColumn(message, "itemText", Float32Array) },
    ...columns.itemCategory && { itemCategory: readColumn(message, "itemCategory", Uint32Array) },
  };
}

function readDomains(message: Message): Domain[] {
  const { type, values: { roles } } = message;
  if (!Array.isArray(roles)) {
    throw new TypeError(`Cannot read "${type}": no roles, expected a list`);
  }
  return roles.map((role: unknown, domain): Domain => {
    if (role !== "source" && role !== "target" && role !== "both") {
      throw new TypeError(`Cannot read "${type}": a role ${role}, expected source, target or both`);
    }
    return { role, pool: readColumn(message, `pool${domain}`, Uint32Array) };
  });
}
