import type { LeaveOneOutSplit } from "../../protocols/protocol.ts";
import { cut } from "./_cut.ts";
import type { Event, Split } from "./_model.ts";

/** docs/protocols/leave-one-out-99.md, -full.md and -100.md, rules 1 and 2. */
export function leaveOneOut(
  users: ReadonlyMap<string, readonly Event[]>,
  { by, minimumEvents }: LeaveOneOutSplit,
): Split {
  for (const events of users.values()) {
    const domains = new Set(events.map(({ domain }) => domain));
    const parts = by === "user"
      ? [events]
      : [...domains].map((name) => events.filter(({ domain }) => domain === name));
    for (const part of parts) if (part.length >= minimumEvents) cut(part);
  }
  return {
    shows: (event, answer) =>
      by === "user" || event.domain === answer.domain || event.role === "training",
    counts: () => true,
    slices: {},
  };
}
