import type { TrainView } from "../contract/mod.ts";
import { catalogueMessage } from "./_catalogue_message.ts";
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
  const { events, popularity } = train, catalogue = catalogueMessage(train.catalogue);
  const columns: Record<string, Column> = {
    offsets: events.offsets,
    item: events.item,
    time: events.time,
    label: train.label,
    trainable: train.trainable,
    popularityOffsets: popularity.offsets,
    popularityItem: popularity.item,
    popularityCount: popularity.count,
    ...catalogue.columns,
  };
  if (events.rating) columns.rating = events.rating;
  return {
    type: "fit",
    values: {
      ...values,
      users: train.users,
      ...catalogue.values,
      days: popularity.days,
      first: popularity.first,
    },
    columns,
  };
}
