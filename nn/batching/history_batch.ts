import type { Histories } from "../../plugins/contract/mod.ts";
import type { Padding } from "./padding.ts";

/** The last items of some histories side by side, each behind a start token, padded. */
export interface HistoryBatch {
  /** Number of histories. */
  readonly size: number;
  /** Positions per history, padding included. */
  readonly length: number;
  /** Item per position, `size × length`. */
  readonly input: Uint32Array;
  /** 1 for a position that is there, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
  /** Seconds per position, NaN where no item is, `size × length`. */
  readonly time: Float64Array;
  /** Index into `input` of every history's last position. */
  readonly last: Uint32Array;
}

/**
 * What to score from: per history the start token and its items, cut to the last `length` of these.
 * An empty history is the start token alone.
 *
 * @param histories items in time order
 * @param options `length`: positions, always as many, so that a score does not hang on the other
 * histories; `fit`: only as many as the longest history needs, which is enough for training;
 * `start`: the start token, which padding repeats; `padding`: its side, right if not given
 *
 * @example
 * ```ts
 * import { historyBatch } from "./history_batch.ts";
 * const histories = {
 *   offsets: new Uint32Array([0, 0, 3]),
 *   item: new Uint32Array([5, 6, 7]),
 *   time: new Float64Array(3),
 * };
 * const { input, last } = historyBatch(histories, { length: 2, start: 9 });
 * if (input.join() !== "9,9,6,7" || last.join() !== "0,3") throw new Error("not the last ones");
 * ```
 */
export function historyBatch(
  histories: Histories,
  options: { length: number; start: number; padding?: Padding; fit?: boolean },
): HistoryBatch {
  const { offsets, item, time: seconds } = histories,
    size = offsets.length - 1,
    { start, padding } = options;
  let longest = 0;
  for (let row = 0; row < size; row++) longest = Math.max(longest, offsets[row + 1] - offsets[row]);
  const length = options.fit ? Math.min(options.length, longest + 1) : options.length;
  const input = new Uint32Array(size * length).fill(start), last = new Uint32Array(size);
  const present = new Uint8Array(input.length), time = new Float64Array(input.length).fill(NaN);
  for (let row = 0; row < size; row++) {
    const events = offsets[row + 1] - offsets[row], tokens = Math.min(length, events + 1);
    // With room for it, the first position keeps the start token.
    const items = Math.min(events, tokens);
    const end = row * length + (padding === "left" ? length : tokens);
    input.set(item.subarray(offsets[row + 1] - items, offsets[row + 1]), end - items);
    time.set(seconds.subarray(offsets[row + 1] - items, offsets[row + 1]), end - items);
    present.fill(1, end - tokens, end);
    last[row] = end - 1;
  }
  return { size, length, input, present, time, last };
}
