import type { TrainView } from "../contract/mod.ts";
import type { Column, Message } from "./message.ts";

/**
 * The message that asks for a fit. Its columns are the view's own arrays.
 *
 * @param values more values for the message: the config
 *
 * @example
 * ```ts
 * import { fitMessage } from "./fit_message.ts";
 * const none = new Uint32Array(0);
 * const { values } = fitMessage({
 *   users: 0,
 *   events: { offsets: new Uint32Array(1), item: none, time: new Float64Array(0) },
 *   label: new Float32Array(0),
 *   trainable: new Uint8Array(0),
 *   catalogue: {
 *     items: 0,
 *     domains: [{ role: "both", pool: none }],
 *     itemDomain: new Uint8Array(0),
 *     itemIdentity: none,
 *     itemTextSize: 0,
 *   },
 *   popularity: { days: 7, first: 0, offsets: new Uint32Array(1), item: none, count: none },
 * }, { config: { k: 50 } });
 * if (JSON.stringify(values.roles) !== '["both"]') throw new Error("no roles");
 * ```
 */
export function fitMessage(train: TrainView, values: Readonly<Record<string, unknown>>): Message {
  const { catalogue, events, popularity } = train;
  const columns: Record<string, Column> = {
    offsets: events.offsets,
    item: events.item,
    time: events.time,
    label: train.label,
    trainable: train.trainable,
    itemDomain: catalogue.itemDomain,
    itemIdentity: catalogue.itemIdentity,
    popularityOffsets: popularity.offsets,
    popularityItem: popularity.item,
    popularityCount: popularity.count,
  };
  if (events.rating) columns.rating = events.rating;
  if (catalogue.itemText) columns.itemText = catalogue.itemText;
  if (catalogue.itemCategory) columns.itemCategory = catalogue.itemCategory;
  catalogue.domains.forEach(({ pool }, domain) => columns[`pool${domain}`] = pool);
  return {
    type: "fit",
    values: {
      ...values,
      users: train.users,
      items: catalogue.items,
      itemTextSize: catalogue.itemTextSize,
      roles: catalogue.domains.map(({ role }) => role),
      days: popularity.days,
      first: popularity.first,
    },
    columns,
  };
}
