import type { Catalogue, Popularity, PopularityHistory } from "../../plugins/contract/mod.ts";
import { IntervalFactors } from "./interval_factors.ts";

/**
 * The popularity factors of a catalogue's items (`IntervalFactors`) in the interval before the one that
 * an event or a query lies in: that one is closed, so that neither what is asked nor anything later is
 * in them.
 *
 * @example
 * ```ts
 * import { PopularityFactors } from "./popularity_factors.ts";
 * const factors = new PopularityFactors({ itemDomain: Uint8Array.of(0, 0, 1) }, { orders: 2 });
 * const last = factors.last({
 *   days: 30,
 *   interval: 7,
 *   total: Uint32Array.of(9, 9, 9),
 *   last: Uint32Array.of(2, 0, 0),
 * });
 * // Two events over two items: s₁ = 1, s₂ = √2.
 * if (last.of([0]).join() !== [2, Math.fround(Math.sqrt(2))].join()) throw new Error("not 2 / s");
 * ```
 */
export class PopularityFactors {
  readonly #options: ConstructorParameters<typeof IntervalFactors>[1];

  /**
   * Of a catalogue.
   *
   * @param options `orders`: factors per item, W
   * @throws {RangeError} if W is no positive whole number
   */
  constructor(
    { itemDomain }: Pick<Catalogue, "itemDomain">,
    { orders }: { orders: number },
  ) {
    if (!(Number.isInteger(orders) && orders >= 1)) {
      throw new RangeError(
        `Cannot take popularity factors of ${orders} orders: expected a whole number above 0`,
      );
    }
    // A domain index is a byte.
    const domainItems = new Uint32Array(256);
    for (const domain of itemDomain) domainItems[domain]++;
    this.#options = { itemDomain, domainItems, orders };
  }

  /** Those that a batch's queries may know: of `popularity.last`. */
  last({ last }: Popularity): IntervalFactors {
    const items: number[] = [];
    for (let item = 0; item < last.length; item++) if (last[item] > 0) items.push(item);
    const item = Uint32Array.from(items);
    return new IntervalFactors({ item, count: item.map((each) => last[each]) }, this.#options);
  }

  /**
   * Those that an event in an interval may know: of the training events in the interval before.
   *
   * @param interval as `PopularityHistory` counts them: `Math.floor(time / (86400 · days))`
   */
  before(
    interval: number,
    { first, offsets, item, count }: PopularityHistory,
  ): IntervalFactors {
    const at = interval - 1 - first, there = at >= 0 && at + 1 < offsets.length;
    const [from, to] = there ? [offsets[at], offsets[at + 1]] : [0, 0];
    return new IntervalFactors(
      { item: item.subarray(from, to), count: count.subarray(from, to) },
      this.#options,
    );
  }
}
