import type { Histories } from "../../plugins/contract/mod.ts";

/** The last items of some histories side by side, each behind a start token, padded on the right. */
export interface HistoryBatch {
  /** Number of histories. */
  readonly size: number;
  /** Positions per history, padding included: always the same, so that a score does not depend on it. */
  readonly length: number;
  /** Item per position, `size × length`. */
  readonly input: Uint32Array;
  /** Index into `input` of every history's last position. */
  readonly last: Uint32Array;
}

/**
 * What to score from: per history the start token and its items, cut to the last `length` of these.
 * An empty history is the start token alone.
 *
 * @param histories items in time order
 * @param options `length`: positions; `start`: the start token, which padding repeats
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
  { length, start }: { length: number; start: number },
): HistoryBatch {
  const { offsets, item } = histories, size = offsets.length - 1;
  const input = new Uint32Array(size * length).fill(start), last = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    const events = offsets[row + 1] - offsets[row], tokens = Math.min(length, events + 1);
    // With room for it, the first position keeps the start token.
    const skipped = tokens > events ? 1 : 0;
    const from = offsets[row + 1] - (tokens - skipped);
    input.set(item.subarray(from, offsets[row + 1]), row * length + skipped);
    last[row] = row * length + tokens - 1;
  }
  return { size, length, input, last };
}
