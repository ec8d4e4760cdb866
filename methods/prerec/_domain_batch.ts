import type { IntervalTargets } from "./_map_loss.ts";
import type { DomainView } from "./_domain_views.ts";

/** Some windows of a domain, as a step reads them. */
export interface DomainBatch {
  /** Where they are from. */
  readonly view: DomainView;
  /** Items of each window behind the domain's token. */
  readonly rows: readonly { readonly items: Uint32Array; readonly domain: number }[];
  /** Where each target is told from: row, and position in it. */
  readonly row: readonly number[];
  readonly position: readonly number[];
  /** Item, user and seconds per target. */
  readonly target: readonly number[];
  readonly user: readonly number[];
  readonly time: readonly number[];
}

/**
 * Windows as a step reads them: the token, then the item before the first target if there is one, then
 * all items but the last. A position tells the event behind it.
 *
 * @param chosen windows
 */
export function domainBatch(view: DomainView, chosen: Uint32Array): DomainBatch {
  const { windows, events: { offsets, item, time }, trainable, domain } = view;
  const row: number[] = [], position: number[] = [];
  const target: number[] = [], user: number[] = [], seconds: number[] = [];
  const rows = Array.from(chosen, (window, at) => {
    const owner = windows.user[window], end = windows.end[window];
    const begin = Math.max(offsets[owner], windows.first[window] - 1);
    for (let event = windows.first[window]; event < end; event++) {
      if ((trainable[event >> 3] >> (event & 7) & 1) === 0) continue;
      row.push(at);
      position.push(event - begin);
      target.push(item[event]);
      user.push(owner);
      seconds.push(time[event]);
    }
    return { items: item.subarray(begin, end - 1), domain };
  });
  return { view, rows, row, position, target, user, time: seconds };
}

/**
 * The targets of a batch by their interval, ascending.
 *
 * @param options `interval` per target; `items` of the step, the candidates first, of which there are
 * `candidates`; `factors` of an interval's items, and how many an item has (`orders`)
 * @returns one interval if it is the same for all
 */
export function intervalTargets(
  { target }: Pick<DomainBatch, "target">,
  options: {
    interval: readonly number[];
    items: Uint32Array;
    candidates: number;
    orders: number;
    factors: (interval: number, items: Uint32Array) => Float32Array;
  },
): IntervalTargets {
  const { interval, items, candidates, orders, factors } = options;
  const placeOf = new Map(Array.from(items, (item, place) => [item, place]));
  const positive = Int32Array.from(target, (item) => placeOf.get(item) ?? -1);
  const values = [...new Set(interval)].sort((a, b) => a - b);
  const intervals = values.map((value) =>
    Int32Array.from(target.keys()).filter((at) => interval[at] === value)
  );
  const found: number[] = [], ofTargets = values.length * candidates;
  const factorRow = new Int32Array(ofTargets + target.length);
  values.forEach((value, at) => {
    const asked = new Uint32Array(candidates + intervals[at].length);
    asked.set(items.subarray(0, candidates));
    intervals[at].forEach((each, place) => asked[candidates + place] = target[each]);
    const rows = factors(value, asked);
    // Of one domain in one interval, the first order tells the events and by them the others.
    const rowOf = new Map<number, number>();
    asked.forEach((_, place) => {
      const own = rows.subarray(place * orders, (place + 1) * orders);
      const row = rowOf.get(own[0]) ?? found.length / orders;
      if (!rowOf.has(own[0])) {
        rowOf.set(own[0], row);
        found.push(...own);
      }
      const negative = place < candidates;
      factorRow[
        negative ? at * candidates + place : ofTargets + intervals[at][place - candidates]
      ] = row;
    });
  });
  return {
    intervals,
    positive,
    among: Uint8Array.from(positive, (place) => place < candidates ? 1 : 0),
    factors: Float32Array.from(found),
    factorRow,
  };
}
