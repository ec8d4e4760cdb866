import type { Catalogue } from "../contract/mod.ts";
import type { Column, Message } from "./message.ts";

/** The part of a message that a catalogue is. Its columns are the catalogue's own arrays. */
export function catalogueMessage(catalogue: Catalogue): Pick<Message, "values" | "columns"> {
  const columns: Record<string, Column> = {
    itemDomain: catalogue.itemDomain,
    itemIdentity: catalogue.itemIdentity,
  };
  if (catalogue.itemText) columns.itemText = catalogue.itemText;
  if (catalogue.itemCategory) columns.itemCategory = catalogue.itemCategory;
  catalogue.domains.forEach(({ pool }, domain) => columns[`pool${domain}`] = pool);
  return {
    values: {
      items: catalogue.items,
      itemTextSize: catalogue.itemTextSize,
      roles: catalogue.domains.map(({ role }) => role),
    },
    columns,
  };
}
