import type { Histories } from "@permafrost/bench/method";

/** Which items came next after which in training: of every item some successors, with shares. */
export interface ItemGraph {
  /** Where an item's successors begin, `items + 1`. */
  readonly offsets: Uint32Array;
  /** Successors, item after item, each item's ascending. */
  readonly successor: Uint32Array;
  /** Share of each among those of its item; 1 in all. */
  readonly share: Float32Array;
  /** Successors of the item that has most, 1 at least. */
  readonly width: number;
}

/**
 * The graph of some sequences: an edge from every event's item to that of the next event, as heavy as
 * it is frequent, each item's edges normalised to 1 in all (D⁻¹ A). Of an item with more successors
 * than `most`, the most frequent ones count, of equally frequent ones those with the lowest index.
 *
 * @param options `items`: how many there are; `itemDomain`: if given, the next event is the next one
 * of the same domain, whatever came between
 */
export function itemGraph(
  { offsets, item }: Pick<Histories, "offsets" | "item">,
  { items, most, itemDomain }: { items: number; most: number; itemDomain?: Uint8Array },
): ItemGraph {
  const edges = new Float64Array(item.length), last = new Map<number, number>();
  let count = 0;
  for (let sequence = 0; sequence + 1 < offsets.length; sequence++) {
    last.clear();
    for (let row = offsets[sequence]; row < offsets[sequence + 1]; row++) {
      const lane = itemDomain?.[item[row]] ?? 0, before = last.get(lane);
      if (before !== undefined) edges[count++] = before * items + item[row];
      last.set(lane, item[row]);
    }
  }
  return fromEdges(edges.subarray(0, count).sort(), { items, most });
}

/** @param edges from · items + to, ascending, as often as they were met */
function fromEdges(
  edges: Float64Array,
  { items, most }: { items: number; most: number },
): ItemGraph {
  const offsets = new Uint32Array(items + 1), successor: number[] = [], share: number[] = [];
  let width = 1;
  for (let item = 0, at = 0; item < items; item++) {
    const met: { to: number; times: number }[] = [];
    for (; at < edges.length && edges[at] < (item + 1) * items; at++) {
      const to = edges[at] - item * items;
      if (met.at(-1)?.to === to) met[met.length - 1].times++;
      else met.push({ to, times: 1 });
    }
    const kept = met.sort((a, b) => b.times - a.times || a.to - b.to).slice(0, most)
      .sort((a, b) => a.to - b.to);
    const all = kept.reduce((sum, { times }) => sum + times, 0);
    for (const { to, times } of kept) {
      successor.push(to);
      share.push(times / all);
    }
    offsets[item + 1] = successor.length;
    width = Math.max(width, kept.length);
  }
  return {
    offsets,
    successor: Uint32Array.from(successor),
    share: Float32Array.from(share),
    width,
  };
}
