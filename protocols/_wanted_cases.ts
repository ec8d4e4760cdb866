import type { Split } from "./protocol.ts";

/** What a split needs for one test case, for whoever has data without any. */
export function wantedCases(split: Split): string {
  switch (split.kind) {
    case "leave-one-out":
    case "open-world": {
      const merged = split.kind === "leave-one-out" && split.by === "user";
      const where = merged ? "" : " in a domain";
      return `a user with ${split.minimumEvents} events${where} and two new items after the first`;
    }
    case "time-windows":
      return `a new item in the last ${split.days} days, of a user who was in its domain before`;
    case "global-time": {
      const percent = Math.round(100 * (1 - split.testFrom));
      return `a user's new item among the last ${percent} % of the events`;
    }
    case "click":
      return `a user with ${split.minimumEvents} events in "${split.target}" and one in "${split.source}" before them`;
    case "users":
      return `a test user with two events in "${split.target}"`;
  }
  return split satisfies never;
}
