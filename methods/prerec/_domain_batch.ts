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
 * @param options `interval` per target; `placeOf`: place of an item among those of the step, the
 * candidates first, of which there are `candidates`; `factors` of an interval's items
 * @returns one group if `interval` is the same for all
 */
export function intervalTargets(
  { target }: Pick<DomainBatch, "target">,
  options: {
    interval: readonly number[];
    items: Uint32Array;
    candidates: number;
    factors: (interval: number, items: Uint32Array) => Float32Array;
  },
): IntervalTargets[] {
  const { interval, items, candidates, factors } = options;
  const placeOf = new Map(Array.from(items, (item, place) => [item, place]));
  return [...new Set(interval)].sort((a, b) => a - b).map((each) => {
    const targets = Int32Array.from(target.keys()).filter((at) => interval[at] === each);
    const positive = targets.map((at) => placeOf.get(target[at]) ?? -1);
    const asked = new Uint32Array(candidates + positive.length);
    asked.set(items.subarray(0, candidates));
    positive.forEach((place, at) => asked[candidates + at] = items[place]);
    return {
      targets,
      positive,
      among: Uint8Array.from(positive, (place) => place < candidates ? 1 : 0),
      factors: factors(each, asked),
    };
  });
}
