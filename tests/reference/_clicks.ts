import type { ClickSplit } from "../../protocols/protocol.ts";
import type { Event, Split } from "./_model.ts";

/** docs/protocols/click-auc.md, rules 1 to 4; what is refused for its labels is seen later. */
export function clicks(
  users: ReadonlyMap<string, readonly Event[]>,
  { minimumEvents, source, target }: ClickSplit,
): Split {
  for (const events of users.values()) {
    const own = events.filter(({ domain }) => domain === target);
    for (const event of events) event.role = "left";
    if (own.length < minimumEvents) continue;
    const [validation, test] = own.slice(-2);
    const from = events.indexOf(validation), to = events.indexOf(test);
    if (!events.slice(0, from).some(({ domain }) => domain === source)) continue;
    events.slice(0, to).forEach((event, i) => {
      if (event.domain !== source && event.domain !== target) return;
      event.role = i < from ? "training" : "between";
    });
    validation.role = "validation";
    test.role = "test";
  }
  return { shows: () => true, counts: () => true, slices: {} };
}
