import { EventRole } from "./split/event_role.ts";
import type { Timeline } from "./timeline.ts";

/** Takes the dropped events out of a timeline, so that nothing that follows can meet them. */
export function compactTimeline(
  timeline: Timeline,
  role: Uint8Array,
): { timeline: Timeline; role: Uint8Array } {
  const kept = (_: unknown, row: number): boolean => role[row] !== EventRole.dropped;
  if (!role.includes(EventRole.dropped)) return { timeline, role };
  const offsets = new Uint32Array(timeline.offsets.length);
  for (let user = 0; user + 1 < offsets.length; user++) {
    let left = 0;
    for (let row = timeline.offsets[user]; row < timeline.offsets[user + 1]; row++) {
      if (role[row] !== EventRole.dropped) left++;
    }
    offsets[user + 1] = offsets[user] + left;
  }
  return {
    timeline: {
      length: offsets[offsets.length - 1],
      offsets,
      item: timeline.item.filter(kept),
      time: timeline.time.filter(kept),
      ...(timeline.rating ? { rating: timeline.rating.filter(kept) } : {}),
    },
    role: role.filter(kept),
  };
}
