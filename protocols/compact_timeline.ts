import { EventRole } from "./split/event_role.ts";
import type { SplitResult } from "./split/split_result.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Takes the dropped events out of a timeline, so that nothing that follows can meet them.
 *
 * @param split of the timeline
 * @returns timeline and split of what is left; the arguments themselves if nothing is dropped
 *
 * @example
 * ```ts
 * import { compactTimeline } from "./compact_timeline.ts";
 * import { EventRole } from "./split/event_role.ts";
 * const item = Uint32Array.of(5, 6, 7), time = Float64Array.of(1, 2, 3), flags = new Uint8Array(3);
 * const timeline = { length: 3, offsets: Uint32Array.of(0, 3), item, time };
 * const role = Uint8Array.of(0, EventRole.dropped, 0), visible = flags, counted = flags;
 * const split = { role, visible, counted, slices: {}, repeats: 0, sequencesWithoutCases: 0 };
 * const kept = compactTimeline(timeline, split);
 * if (kept.timeline.item.join() !== "5,7") throw new Error("a dropped event stayed");
 * ```
 */
export function compactTimeline(
  timeline: Timeline,
  split: SplitResult,
): { timeline: Timeline; split: SplitResult } {
  const { role } = split, { offsets, item, time, rating } = timeline;
  if (!role.includes(EventRole.dropped)) return { timeline, split };
  const rows = keptRows(role);
  const keptOffsets = new Uint32Array(offsets.length);
  for (let user = 0, to = 0; user + 1 < offsets.length; user++) {
    while (to < rows.length && rows[to] < offsets[user + 1]) to++;
    keptOffsets[user + 1] = to;
  }
  const flags = (of: Uint8Array): Uint8Array => picked(of, rows, new Uint8Array(rows.length));
  return {
    timeline: {
      length: rows.length,
      offsets: keptOffsets,
      item: picked(item, rows, new Uint32Array(rows.length)),
      time: picked(time, rows, new Float64Array(rows.length)),
      ...(rating && { rating: picked(rating, rows, new Float32Array(rows.length)) }),
    },
    split: {
      ...split,
      role: flags(role),
      visible: flags(split.visible),
      counted: flags(split.counted),
      ...(split.adaptation && {
        adaptation: {
          view: flags(split.adaptation.view),
          trainable: flags(split.adaptation.trainable),
        },
      }),
      slices: Object.fromEntries(
        Object.entries(split.slices).map(([name, of]) => [name, flags(of)]),
      ),
    },
  };
}

/** Rows that stay, ascending. Plain loops, here and below: a corpus has millions of rows. */
function keptRows(role: Uint8Array): Uint32Array {
  const rows = new Uint32Array(role.length);
  let length = 0;
  for (let row = 0; row < role.length; row++) {
    if (role[row] !== EventRole.dropped) rows[length++] = row;
  }
  return rows.slice(0, length);
}

/** Writes what stands in the rows. */
function picked<A extends Uint8Array | Uint32Array | Float32Array | Float64Array>(
  of: A,
  rows: Uint32Array,
  to: A,
): A {
  for (let i = 0; i < rows.length; i++) to[i] = of[rows[i]];
  return to;
}
