import type { TrainView } from "../../plugins/contract/mod.ts";

/**
 * How many events of a view may be targets, per domain.
 *
 * @example
 * ```ts
 * import { targetCounts } from "./target_counts.ts";
 * const pool = Uint32Array.of(0);
 * const counts = targetCounts({
 *   events: { offsets: Uint32Array.of(0, 3), item: Uint32Array.of(0, 1, 0), time: new Float64Array(3) },
 *   trainable: Uint8Array.of(0b101),
 *   catalogue: {
 *     items: 2,
 *     itemDomain: Uint8Array.of(0, 1),
 *     domains: [{ role: "both", pool }, { role: "both", pool }],
 *     itemIdentity: Uint32Array.of(0, 1),
 *     itemTextSize: 0,
 *   },
 * });
 * if (counts.join() !== "2,0") throw new Error("not the first and the last");
 * ```
 */
export function targetCounts(
  { events: { item }, trainable, catalogue: { domains, itemDomain } }: Pick<
    TrainView,
    "events" | "trainable" | "catalogue"
  >,
): Uint32Array {
  const counts = new Uint32Array(domains.length);
  item.forEach((each, event) => {
    counts[itemDomain[each]] += trainable[event >> 3] >> (event & 7) & 1;
  });
  return counts;
}
