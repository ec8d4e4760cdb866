import type { Timeline } from "../timeline.ts";

/**
 * Marks the events of an item that the user already had: 1 = a repeat. An item is one of its domain,
 * so that the same raw item in another domain is no repeat.
 *
 * @param items number of items of the catalogue
 *
 * @example
 * ```ts
 * import { markRepeats } from "./mark_repeats.ts";
 * const item = Uint32Array.of(0, 1, 0, 0), time = new Float64Array(4);
 * const timeline = { length: 4, offsets: Uint32Array.of(0, 3, 4), item, time };
 * if (markRepeats(timeline, 2).join() !== "0,0,1,0") throw new Error("not the third alone");
 * ```
 */
export function markRepeats({ length, offsets, item }: Timeline, items: number): Uint8Array {
  const repeat = new Uint8Array(length);
  const seen = new Uint32Array(items); // user + 1 who had the item last
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (seen[item[row]] === user + 1) repeat[row] = 1;
      seen[item[row]] = user + 1;
    }
  }
  return repeat;
}
