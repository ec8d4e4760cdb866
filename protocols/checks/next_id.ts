import type { ItemCatalogue } from "../../core/item_catalogue.ts";

/**
 * The host-side control of rule 9: scores an item by how near its raw id lies above the largest raw
 * id in the query's history of the target domain. It knows nothing but ids, so if it beats `random`,
 * ids were handed out in the order of the answers.
 *
 * Ids are compared as numbers if every id of the domain is a whole number, else by UTF-8 bytes.
 *
 * @example
 * ```ts
 * import { NextId } from "./next_id.ts";
 * const rawId = ["10", "11", "9"], identity = Uint32Array.of(0, 1, 2);
 * const domains = ["items"], offsets = Uint32Array.of(0, 3), domain = new Uint8Array(3);
 * const nextId = new NextId({ length: 3, domains, offsets, domain, rawId, identity });
 * const scores = new Float32Array(2);
 * nextId.score([2], Uint32Array.of(0, 1), scores); // after "9": "10", then "11"
 * if (!(scores[0] > scores[1])) throw new Error("not the next id first");
 * ```
 */
export class NextId {
  readonly #place: Uint32Array; // place of each item's raw id among its domain's ids

  /** Ranks the raw ids of every domain. */
  constructor(catalogue: ItemCatalogue) {
    const { domains, offsets, rawId } = catalogue;
    this.#place = new Uint32Array(catalogue.length);
    for (let d = 0; d < domains.length; d++) {
      const from = offsets[d], length = offsets[d + 1] - from;
      const order = Uint32Array.from({ length }, (_, i) => from + i);
      if (order.every((item) => /^-?\d+$/.test(rawId[item]))) {
        const number = new Map<number, bigint>();
        for (const item of order) number.set(item, BigInt(rawId[item]));
        order.sort((a, b) => compare(number.get(a) ?? 0n, number.get(b) ?? 0n) || a - b);
      }
      order.forEach((item, place) => this.#place[item] = place);
    }
  }

  /**
   * Writes one score per item: the nearest above the largest history id first, then further above,
   * then the nearest below. Without a history in the domain, every score is 0.
   *
   * @param history canonical items of the target domain that the user had before
   * @param items canonical items to score
   * @param into receives the scores
   */
  score(history: ArrayLike<number>, items: Uint32Array, into: Float32Array): void {
    if (history.length === 0) {
      into.fill(0);
      return;
    }
    const place = this.#place;
    let largest = 0;
    for (let i = 0; i < history.length; i++) largest = Math.max(largest, place[history[i]]);
    for (let i = 0; i < items.length; i++) {
      const distance = place[items[i]] - largest;
      into[i] = distance > 0 ? -distance : distance - place.length; // exact up to 2²⁴ items
    }
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
