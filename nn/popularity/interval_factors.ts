/** Events per item in one interval: items ascending, each with an event or more. */
interface Counts {
  readonly item: Uint32Array;
  readonly count: Uint32Array;
}

/**
 * How popular items were in one closed interval, beside the other items of their domain:
 *
 * F_j = [c_j / s₁, c_j / s₂, …, c_j / s_W], s_w = (Σ c^w / |J|)^(1/w), the sum and |J| over all items of
 * j's domain, also those without an event. Numbers so scaled mean the same in a large domain and in a
 * small one. Items of a domain without an event in the interval have 0 everywhere.
 *
 * It holds the items with an event and W numbers per domain among them: what it costs goes by events.
 *
 * Source: Lin et al., "Pre-trained recommender systems: a causal debiasing perspective" (WSDM 2024),
 * §3.1 and supplement C.
 *
 * @example
 * ```ts
 * import { IntervalFactors } from "./interval_factors.ts";
 * // Of four items of one domain, item 1 had three events and item 2 one.
 * const counts = { item: Uint32Array.of(1, 2), count: Uint32Array.of(3, 1) };
 * const factors = new IntervalFactors(counts, {
 *   itemDomain: new Uint8Array(4),
 *   domainItems: Uint32Array.of(4),
 *   orders: 1,
 * });
 * if (factors.of([1, 3, 2]).join() !== "3,0,1") throw new Error("not over the mean of one event");
 * ```
 */
export class IntervalFactors {
  /** Items with an event, ascending. */
  readonly item: Uint32Array;
  readonly #count: Uint32Array;
  readonly #itemDomain: Uint8Array;
  readonly #orders: number;
  /** s_w per domain with an event. */
  readonly #norms = new Map<number, Float64Array>();

  /**
   * Sums a closed interval up.
   *
   * @param counts its events per item; may be a part of larger arrays, which is not copied
   * @param options `itemDomain` and how many items each domain has (`domainItems`); `orders`: W
   */
  constructor(
    { item, count }: Counts,
    { itemDomain, domainItems, orders }: {
      itemDomain: Uint8Array;
      domainItems: Uint32Array;
      orders: number;
    },
  ) {
    this.item = item;
    this.#count = count;
    this.#itemDomain = itemDomain;
    this.#orders = orders;
    for (let row = 0; row < item.length; row++) {
      const domain = itemDomain[item[row]];
      let sums = this.#norms.get(domain);
      if (sums === undefined) this.#norms.set(domain, sums = new Float64Array(orders));
      for (let w = 0, power = 1; w < orders; w++) sums[w] += power *= count[row];
    }
    for (const [domain, sums] of this.#norms) {
      sums.forEach((sum, w) => sums[w] = (sum / domainItems[domain]) ** (1 / (w + 1)));
    }
  }

  /** F of some items, row-major `items × W`. */
  of(items: ArrayLike<number>): Float32Array {
    const orders = this.#orders, factors = new Float32Array(items.length * orders);
    for (let i = 0; i < items.length; i++) {
      const count = this.#countOf(items[i]);
      const norms = count > 0 ? this.#norms.get(this.#itemDomain[items[i]]) : undefined;
      norms?.forEach((norm, w) => factors[i * orders + w] = count / norm);
    }
    return factors;
  }

  /** Whether the same items had as many events as in another interval. */
  equals(other: IntervalFactors): boolean {
    return this.item.length === other.item.length &&
      this.item.every((item, row) =>
        item === other.item[row] && this.#count[row] === other.#count[row]
      );
  }

  /** Events of an item, by bisection. */
  #countOf(item: number): number {
    let low = 0, high = this.item.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.item[middle] < item) low = middle + 1;
      else high = middle;
    }
    return this.item[low] === item ? this.#count[low] : 0;
  }
}
