import type { Popularity } from "../contract/mod.ts";
import type { Message } from "./message.ts";

/**
 * The message that tells a new popularity; of its counts only those over 0 travel.
 *
 * @example
 * ```ts
 * import { popularityMessage } from "./popularity_message.ts";
 * const total = Uint32Array.of(0, 3, 0), last = new Uint32Array(3);
 * const { columns } = popularityMessage({ days: 7, interval: 2, total, last });
 * if (columns.totalItem.length !== 1 || columns.totalItem[0] !== 1) throw new Error("not sparse");
 * ```
 */
export function popularityMessage({ days, interval, total, last }: Popularity): Message {
  const all = sparse(total), latest = sparse(last);
  return {
    type: "popularity",
    values: { days, interval, items: total.length },
    columns: {
      totalItem: all.item,
      totalCount: all.count,
      lastItem: latest.item,
      lastCount: latest.count,
    },
  };
}

function sparse(counts: Uint32Array): { item: Uint32Array; count: Uint32Array } {
  let length = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) length++;
  const item = new Uint32Array(length), count = new Uint32Array(length);
  for (let i = 0, at = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    item[at] = i;
    count[at++] = counts[i];
  }
  return { item, count };
}
