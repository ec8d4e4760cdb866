import type { GlobalTimeSplit } from "../../protocols/protocol.ts";
import type { Event, Split } from "./_model.ts";

/** docs/protocols/global-time-full.md, rules 1 to 4; a text if the data is refused. */
export function globalTime(
  users: ReadonlyMap<string, readonly Event[]>,
  { validationFrom, testFrom }: GlobalTimeSplit,
): Split | string {
  const times = [...users.values()].flat().map(({ time }) => time);
  const first = (share: number): number => {
    const after = times.filter((time) =>
      times.filter((other) => other < time).length >= share * times.length
    );
    return Math.min(...after); // Infinity if there is none
  };
  const t1 = first(validationFrom), t2 = first(testFrom);
  if (!(t1 < t2) || t2 === Infinity) return "no two moments";
  for (const events of users.values()) {
    const parts = {
      validation: events.filter(({ time }) => time >= t1 && time < t2),
      test: events.filter(({ time }) => time >= t2),
    };
    for (const event of [...parts.validation, ...parts.test]) event.role = "between";
    for (const part of ["validation", "test"] as const) {
      const answer = parts[part].find(({ repeat }) => !repeat);
      if (answer) answer.role = part;
    }
  }
  return { shows: () => true, counts: () => true, slices: {} };
}
