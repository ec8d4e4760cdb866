import type { OpenWorldSplit } from "../../protocols/protocol.ts";
import { cut } from "./_cut.ts";
import type { Draws } from "./_draws.ts";
import type { Event, Split } from "./_model.ts";

/** docs/protocols/open-world-999.md, rules 1 to 5 and 7; a text if the data is refused. */
export function openWorld(
  users: ReadonlyMap<string, readonly Event[]>,
  { minimumEvents, exposed: share }: OpenWorldSplit,
  draws: Draws,
): Split | string {
  const overlapping = new Set<string>(), exposed = new Set<string>();
  for (const [user, events] of users) {
    let rows = 0;
    for (const name of new Set(events.map(({ domain }) => domain))) {
      const row = events.filter(({ domain }) => domain === name);
      if (row.length >= minimumEvents) {
        rows++;
        cut(row);
      } else for (const event of row) event.role = "left";
    }
    if (rows === 2) overlapping.add(user);
    if (rows === 2 || draws.exposure(user) < share) exposed.add(user);
    for (const event of events) {
      const learned = event.role === "training" || event.role === "validation";
      if (!exposed.has(user) && learned) event.role = "between";
    }
  }
  if (overlapping.size === 0) return "no overlap";
  return {
    shows: (event, answer) => event.domain === answer.domain || event.role === "training",
    counts: ({ user }) => exposed.has(user),
    slices: {
      overlapping: ({ user }) => overlapping.has(user),
      "single-domain": ({ user }) => !overlapping.has(user),
      exposed: ({ user }) => exposed.has(user),
      unexposed: ({ user }) => !exposed.has(user),
    },
  };
}
