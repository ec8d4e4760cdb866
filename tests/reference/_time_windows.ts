import type { TimeWindowsSplit } from "../../protocols/protocol.ts";
import type { Event, Split } from "./_model.ts";

/** docs/protocols/time-split-9.md, rules 3, 4 and 5; a text if the data is refused. */
export function timeWindows(
  users: ReadonlyMap<string, readonly Event[]>,
  { days, leastTraining }: TimeWindowsSplit,
): Split | string {
  const kept = [...users.values()].flat();
  if (kept.length === 0) return "no user";
  const last = Math.max(...kept.map(({ time }) => time));
  const testFrom = last - days * 86400, validationFrom = testFrom - days * 86400;
  const training = kept.filter(({ time }) => time < validationFrom);
  if (training.length < leastTraining * kept.length) return "windows too long";
  for (const event of kept) {
    if (event.time < validationFrom) continue;
    const events = users.get(event.user) ?? [];
    const before = events.slice(0, events.indexOf(event));
    const follows = before.some(({ domain }) => domain === event.domain);
    if (event.repeat || !follows) event.role = "between";
    else event.role = event.time < testFrom ? "validation" : "test";
  }
  return { shows: () => true, counts: () => true, slices: {} };
}
