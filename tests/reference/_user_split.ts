import type { UserSplit } from "../../protocols/protocol.ts";
import type { Draws } from "./_draws.ts";
import type { Event, Split } from "./_model.ts";

/**
 * docs/protocols/user-split-zero-shot.md and user-split-fine-tune.md, rules 1 to 5; a text if the data
 * is refused.
 */
export function userSplit(
  users: ReadonlyMap<string, readonly Event[]>,
  { shares, historyLength, target, samples }: UserSplit,
  { draws, sharedItems }: { draws: Draws; sharedItems: boolean },
): Split | string {
  const whole = shares[0] + shares[1] + shares[2];
  const all = [...users.values()].flat(), domains = new Set(all.map(({ domain }) => domain));
  const adapting: string[] = [];
  for (const domain of domains) {
    const here = [...users].map(([user, events]) => ({
      user,
      events: events.filter((event) => event.domain === domain),
    })).filter(({ events }) => events.length > 0);
    const met = new Set<string>();
    for (const { user, events } of here) {
      const place = draws.kind(user, domain) * whole;
      const kind = place < shares[0]
        ? "training"
        : place < shares[0] + shares[1]
        ? "asked"
        : "test";
      met.add(kind);
      if (kind === "training" && domain === target) adapting.push(user);
      events.forEach((event, i) => {
        if (domain !== target) {
          if (kind === "asked") event.role = i === 0 ? "between" : "validation";
          if (kind === "test") event.role = "left";
        } else if (kind === "training" || i === 0) event.role = "between";
        else event.role = kind === "test" ? "test" : samples === 0 ? "between" : "adaptation";
      });
    }
    if (met.size < 3) return "too few users";
  }

  let left = samples ?? Infinity, taken = 0;
  for (const user of adapting.sort((a, b) => draws.samples(a) - draws.samples(b))) {
    const own = (users.get(user) ?? []).filter(({ domain }) => domain === target);
    for (let i = 1; i < own.length && left > 0; i++) {
      own[i - 1].adapted ??= "seen";
      own[i].adapted = "told";
      left--;
      taken++;
    }
  }
  if (samples !== 0 && taken === 0) return "no sample";

  const ofSources = all.filter(({ domain }) => domain !== target);
  return {
    shows: (event, answer) => event.domain === answer.domain,
    showsEarly: (event, answer) => event.domain === answer.domain,
    longest: historyLength,
    counts: () => true,
    slices: {
      unseen: ({ user, item, domain }) =>
        domain === target &&
        !ofSources.some((event) => event.user === user || (sharedItems && event.item === item)),
    },
  };
}
