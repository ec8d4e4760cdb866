import type { Histories } from "../../plugins/contract/mod.ts";
import { filterHistories } from "./_filter_histories.ts";

/**
 * Of every sequence, the events that are rated at least so high, in their order: all of them where
 * there are no ratings.
 *
 * @example
 * ```ts
 * import { ratedHistories } from "./rated_histories.ts";
 * const histories = {
 *   offsets: new Uint32Array([0, 3]),
 *   item: new Uint32Array([0, 1, 2]),
 *   time: new Float64Array([5, 6, 7]),
 *   rating: new Float32Array([4, 1, 5]),
 * };
 * if (ratedHistories(histories, { least: 4 }).item.join() !== "0,2") throw new Error("not 4 and 5");
 * ```
 */
export function ratedHistories(histories: Histories, { least }: { least: number }): Histories {
  const { rating } = histories;
  return rating ? filterHistories(histories, (row) => rating[row] >= least) : histories;
}
