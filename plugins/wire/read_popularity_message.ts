import type { Popularity } from "../contract/mod.ts";
import { readColumn } from "./read_column.ts";
import { readNumber } from "./read_number.ts";
import type { Message } from "./message.ts";

/**
 * The popularity that a message of `popularityMessage` holds, dense again.
 *
 * @throws {TypeError} if it holds none
 *
 * @example
 * ```ts
 * import { popularityMessage } from "./popularity_message.ts";
 * import { readPopularityMessage } from "./read_popularity_message.ts";
 * const total = Uint32Array.of(0, 3, 0), last = new Uint32Array(3);
 * const back = readPopularityMessage(popularityMessage({ days: 7, interval: 2, total, last }));
 * if (back.total[1] !== 3 || back.last.length !== 3) throw new Error("not the same");
 * ```
 */
export function readPopularityMessage(message: Message): Popularity {
  const items = readNumber(message, "items");
  return {
    days: readNumber(message, "days"),
    interval: readNumber(message, "interval"),
    total: dense(message, "total", items),
    last: dense(message, "last", items),
  };
}

function dense(message: Message, name: string, items: number): Uint32Array {
  const item = readColumn(message, `${name}Item`, Uint32Array);
  const count = readColumn(message, `${name}Count`, Uint32Array);
  const counts = new Uint32Array(items);
  for (let i = 0; i < item.length; i++) counts[item[i]] = count[i];
  return counts;
}
