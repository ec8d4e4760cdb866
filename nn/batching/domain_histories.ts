import type { Histories } from "../../plugins/contract/mod.ts";
import { filterHistories } from "./_filter_histories.ts";

/**
 * Of every sequence, the events of one domain only, in their order.
 *
 * @param histories sequences over all domains
 * @param options `itemDomain`: domain per item; `domain`: the domain wanted, per sequence
 *
 * @example
 * ```ts
 * import { domainHistories } from "./domain_histories.ts";
 * const histories = {
 *   offsets: new Uint32Array([0, 3]),
 *   item: new Uint32Array([0, 1, 2]),
 *   time: new Float64Array([5, 6, 7]),
 * };
 * const itemDomain = new Uint8Array([0, 1, 0]);
 * const { item } = domainHistories(histories, { itemDomain, domain: [0] });
 * if (item.join() !== "0,2") throw new Error("not the events of domain 0");
 * ```
 */
export function domainHistories(
  histories: Histories,
  { itemDomain, domain }: { itemDomain: Uint8Array; domain: ArrayLike<number> },
): Histories {
  const { item } = histories;
  return filterHistories(
    histories,
    (row, sequence) => itemDomain[item[row]] === domain[sequence],
  );
}
