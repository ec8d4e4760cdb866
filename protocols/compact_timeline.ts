import { EventRole } from "./split/event_role.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Takes the dropped events out of a timeline, so that nothing that follows can meet them.
 *
 * @param role `EventRole` per timeline row
 * @returns timeline and roles of what is left; the arguments themselves if nothing is dropped
 *
 * @example
 * ```ts
 * import { compactTimeline } from "./compact_timeline.ts";
 * import { EventRole } from "./split/event_role.ts";
 * const item = Uint32Array.of(5, 6, 7), time = Float64Array.of(1, 2, 3);
 * const timeline = { length: 3, offsets: Uint32Array.of(0, 3), item, time };
 * const kept = compactTimeline(timeline, Uint8Array.of(0, EventRole.dropped, 0));
 * if (kept.timeline.item.join() !== "5,7") throw new Error("a dropped event stayed");
 * ```
 */
export function compactTimeline(
  timeline: Timeline,
  role: Uint8Array,
): { timeline: Timeline; role: Uint8Array } {
  if (!role.includes(EventRole.dropped)) return { timeline, role };
  const { offsets, item, time, rating } = timeline;
  const length = role.reduce((sum, each) => each === EventRole.dropped ? sum : sum + 1, 0);
  const kept = {
    offsets: new Uint32Array(offsets.length),
    role: new Uint8Array(length),
    item: new Uint32Array(length),
    time: new Float64Array(length),
    rating: new Float32Array(rating ? length : 0),
  };
  let to = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (role[row] === EventRole.dropped) continue;
      kept.role[to] = role[row];
      kept.item[to] = item[row];
      kept.time[to] = time[row];
      if (rating) kept.rating[to] = rating[row];
      to++;
    }
    kept.offsets[user + 1] = to;
  }
  return {
    timeline: {
      length,
      offsets: kept.offsets,
      item: kept.item,
      time: kept.time,
      ...(rating ? { rating: kept.rating } : {}),
    },
    role: kept.role,
  };
}
