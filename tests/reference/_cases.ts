import type { Protocol } from "../../protocols/protocol.ts";
import { candidates } from "./_candidates.ts";
import type { Draws } from "./_draws.ts";
import type { Case, Event, Part, Split } from "./_model.ts";

const DAY = 86400;

/** What the cases of a log are made from. */
export interface Source {
  readonly events: ReadonlyMap<string, readonly Event[]>;
  readonly trained: ReadonlyMap<string, readonly string[]>;
  readonly catalogue: ReadonlyMap<string, readonly string[]>;
  readonly split: Split;
  readonly draws: Draws;
}

/** The cases of some answers of one part, frame by frame. */
export function cases(
  answers: readonly Event[],
  part: Part,
  source: Source,
  protocol: Protocol,
): Case[][] {
  const { events, draws } = source;
  const users = [...events.keys()];
  const sorted = [...answers].sort((a, b) =>
    a.time - b.time || draws.tie(a)[0] - draws.tie(b)[0] ||
    users.indexOf(a.user) - users.indexOf(b.user) ||
    (events.get(a.user) ?? []).indexOf(a) - (events.get(a.user) ?? []).indexOf(b)
  );
  const frames: Case[][] = [];
  // Once an interval: the same for all its frames.
  const popularities = new Map<number, Case["popularity"]>();
  for (const answer of sorted) {
    const frame = frames.at(-1), interval = intervalOf(answer, protocol);
    const fits = frame && frame.length < protocol.frame &&
      frame.every(({ answer: { user } }) => user !== answer.user) &&
      intervalOf(frame[0].answer, protocol) === interval;
    const popularity = popularities.get(interval) ??
      popularityBefore(interval, part, source, protocol);
    popularities.set(interval, popularity);
    if (!fits) frames.push([]);
    frames.at(-1)?.push({ ...oneCase(answer, part, source, protocol), popularity });
  }
  return frames;
}

function intervalOf({ time }: Event, { popularityDays }: Protocol): number {
  return Math.floor(time / (popularityDays * DAY));
}

function popularityBefore(
  interval: number,
  part: Part,
  { events, split }: Source,
  protocol: Protocol,
): Case["popularity"] {
  const counts = new Map<string, { total: number; last: number }>();
  for (const event of [...events.values()].flat()) {
    const its = intervalOf(event, protocol);
    if (its >= interval) continue;
    const counted = part === "test"
      ? split.counts(event)
      : event.role === "training" || (part === "adaptation" && event.adapted !== undefined);
    if (!counted) continue;
    const name = `${event.domain}/${event.item}`;
    const { total, last } = counts.get(name) ?? { total: 0, last: 0 };
    counts.set(name, { total: total + 1, last: last + (its === interval - 1 ? 1 : 0) });
  }
  return counts;
}

function oneCase(
  answer: Event,
  part: Part,
  { events, trained, catalogue, split, draws }: Source,
  protocol: Protocol,
): Omit<Case, "popularity"> {
  const own = events.get(answer.user) ?? [], at = own.indexOf(answer), before = own.slice(0, at);
  const early = split.showsEarly ?? (({ role }: Event) => role === "training");
  const shown = part === "test" ? split.shows : early;
  const history = before.filter((event) => shown(event, answer)).slice(
    -(split.longest ?? Infinity),
  );
  const warmItems = trained.get(answer.domain) ?? [], all = catalogue.get(answer.domain) ?? [];
  const warm = warmItems.includes(answer.item), whole = protocol.candidates.pool === "catalogue";
  const pool = whole ? all : all.filter((item) => warmItems.includes(item) === warm);
  const known = own.some(({ role }) => role === "training");
  const tied = [own[at - 1], own[at + 1]].some((event) => event?.time === answer.time);
  const slices = {
    warm,
    cold: !warm,
    "known-user": known,
    "new-user": !known,
    "time-tied": tied,
    ...Object.fromEntries(Object.entries(split.slices).map(([name, of]) => [name, of(answer)])),
  };
  return {
    answer,
    history,
    candidates: candidates(answer, { kind: protocol.candidates, pool, before, history, draws }),
    headline: whole || warm,
    slices: new Set(Object.entries(slices).flatMap(([name, of]) => of ? [name] : [])),
  };
}
