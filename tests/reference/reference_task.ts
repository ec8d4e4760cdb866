import type { Protocol } from "../../protocols/protocol.ts";
import type { Row } from "../fixtures/corpus_of_rows.ts";
import { cases } from "./_cases.ts";
import { clicks } from "./_clicks.ts";
import { Draws } from "./_draws.ts";
import { globalTime } from "./_global_time.ts";
import { leaveOneOut } from "./_leave_one_out.ts";
import type { Event, ReferenceTask, Split } from "./_model.ts";
import { openWorld } from "./_open_world.ts";
import { byBytes, sequences } from "./_sequences.ts";
import { timeWindows } from "./_time_windows.ts";
import { userSplit } from "./_user_split.ts";

/**
 * A protocol applied to a log, written from docs/protocols alone: plain loops over plain objects, as
 * slow as it likes. What `freeze()` gives must be the same.
 *
 * @param sharedItems whether a raw item is the same in all domains
 * @returns the task, or why the data is refused
 *
 * @example
 * ```ts
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { referenceTask } from "./reference_task.ts";
 * const { protocol } = await loadProtocol("leave-one-out-99@1");
 * const rows = ["u", "v"].flatMap((user) =>
 *   ["a", "b", "c"].map((item, day) => ({ user, item, time: 86400 * day }))
 * );
 * if (referenceTask(rows, protocol) !== "no headline case") throw new Error("c is trained on");
 * ```
 */
export function referenceTask(
  rows: readonly Row[],
  protocol: Protocol,
  sharedItems = false,
): ReferenceTask | string {
  const draws = new Draws(protocol.seed), catalogue = new Map<string, string[]>();
  for (const domain of domainsOf(rows, protocol)) {
    const its = rows.filter((row) => (row.domain ?? "items") === domain);
    catalogue.set(domain, sorted(its.map(({ item }) => item)));
  }
  const all = sequences(parted(rows, protocol), draws);
  const split = splitOf(all, protocol, { draws, sharedItems });
  if (typeof split === "string") return split;

  const events = new Map<string, Event[]>(), trained = new Map<string, string[]>();
  for (const [user, its] of all) events.set(user, its.filter(({ role }) => role !== "left"));
  const flat = [...events.values()].flat();
  const anywhere = protocol.split.kind === "users" && sharedItems;
  for (const [domain, items] of catalogue) {
    const learned = flat.filter((event) =>
      (event.role === "training" || event.adapted !== undefined) &&
      (event.domain === domain || anywhere)
    );
    trained.set(domain, items.filter((name) => learned.some(({ item }) => item === name)));
  }
  const headline = ({ domain, item }: Event): boolean =>
    protocol.candidates.pool === "catalogue" || (trained.get(domain) ?? []).includes(item);
  const asked = flat.filter((event) => event.role === "test");
  if (asked.length === 0) return "no test case";
  if (!asked.some(headline)) return "no headline case";

  const source = { events, trained, catalogue, split, draws };
  const sampled = (part: "validation" | "adaptation") => {
    const offered = flat.filter((event) => event.role === part && headline(event));
    const numbers = offered.map((event) => draws.validation(event)).sort((a, b) => a - b);
    const limit = numbers[protocol.validationCases] ?? Infinity;
    const chosen = offered.filter((event) => draws.validation(event) < limit);
    return cases(chosen, part, source, protocol);
  };
  const task = {
    events,
    trained,
    catalogue,
    validation: sampled("validation"),
    test: cases(asked, "test", source, protocol),
    adaptation: sampled("adaptation"),
  };
  const { split: rule } = protocol;
  const oneClass = [task.validation, task.test].some((part) => {
    const labels = part.flat().map(({ answer }) =>
      rule.kind === "click" && answer.rating > rule.likedAbove
    );
    return !labels.includes(true) || !labels.includes(false);
  });
  return rule.kind === "click" && oneClass ? "one class" : task;
}

function splitOf(
  users: ReadonlyMap<string, readonly Event[]>,
  { split }: Protocol,
  { draws, sharedItems }: { draws: Draws; sharedItems: boolean },
): Split | string {
  switch (split.kind) {
    case "leave-one-out":
      return leaveOneOut(users, split);
    case "open-world":
      return openWorld(users, split, draws);
    case "time-windows":
      return timeWindows(users, split);
    case "global-time":
      return globalTime(users, split);
    case "click":
      return clicks(users, split);
    case "users":
      return userSplit(users, split, { draws, sharedItems });
  }
}

/** docs/protocols/time-split-9.md, rules 1 and 2: users of several domains as a user in each. */
function parted(rows: readonly Row[], { split, seed }: Protocol): readonly Row[] {
  if (split.kind !== "time-windows") return rows;
  const all = sequences(rows, new Draws(seed));
  const active = rows.filter(({ user }) => (all.get(user) ?? []).length >= split.minimumEvents);
  if (split.overlap === 1) return active;
  return active.map((row) => {
    const several = active.some(({ user, domain }) => user === row.user && domain !== row.domain);
    return several ? { ...row, user: `${row.user}\0${row.domain ?? "items"}` } : row;
  });
}

/** By bytes; where users are split the target is the last. */
function domainsOf(rows: readonly Row[], { split }: Protocol): string[] {
  const all = sorted(rows.map(({ domain = "items" }) => domain));
  if (split.kind !== "users") return all;
  return [...all.filter((name) => name !== split.target), split.target];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(byBytes);
}
