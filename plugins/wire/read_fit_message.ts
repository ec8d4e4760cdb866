import type { Histories, TrainView } from "../contract/mod.ts";
import { readCatalogue } from "./_read_catalogue.ts";
import { readColumn } from "./read_column.ts";
import { readNumber } from "./read_number.ts";
import type { Message } from "./message.ts";

/**
 * The train view that a message of `fitMessage` holds, whatever its type.
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
  return {
    users: readNumber(message, "users"),
    events,
    label: readColumn(message, "label", Float32Array),
    trainable: readColumn(message, "trainable", Uint8Array),
    catalogue: readCatalogue(message),
    popularity: {
      days: readNumber(message, "days"),
      first: readNumber(message, "first"),
      offsets: readColumn(message, "popularityOffsets", Uint32Array),
      item: readColumn(message, "popularityItem", Uint32Array),
      count: readColumn(message, "popularityCount", Uint32Array),
    },
  };
}
