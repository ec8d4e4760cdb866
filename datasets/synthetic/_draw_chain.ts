import { DAY } from "./_day.ts";
import { drawIndex } from "./_draw_index.ts";
import type { World } from "./_draw_world.ts";
import { softmaxSums } from "./_softmax_sums.ts";
import type { UserEvents } from "./_user_events.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";

/** What a user chose. */
export interface Choices {
  /** Item per event, by its index within the event's domain. */
  readonly item: Uint32Array;
  /** Index into `TUNDRA_CAUSES` per event. */
  readonly cause: Uint8Array;
}

/** Attempts to find an item that may be picked, before the next way of choosing is tried. */
const TRIES = 32;
const TASTE = TUNDRA_CAUSES.indexOf("taste");
const TRANSITION = TUNDRA_CAUSES.indexOf("transition");
const LINK = TUNDRA_CAUSES.indexOf("link");
const CARRY = TUNDRA_CAUSES.indexOf("carry");

/**
 * A user's own choices, before noise and promotion: a walk whose state is the user's last item in
 * each domain. Of carry, link, transition and taste the first that applies and finds an item decides.
 */
export function drawChain(
  world: World,
  { user, self, frame }: Omit<UserEvents, "choices">,
): Choices {
  const { config, domains, transitions, streams } = world, { clusters, sequence, repeats } = config;
  const stream = streams.of(user, "choice");
  const length = frame.domain.length;
  const item = new Uint32Array(length), cause = new Uint8Array(length);
  const last = new Int32Array(domains.length).fill(-1);
  const had = domains.map(() => new Set<number>());
  const liked = domains.map((_, d) =>
    softmaxSums(new Float64Array(clusters), self.taste, {
      from: d * clusters,
      sharpness: config.taste.sharpness,
    })
  );

  for (let at = 0; at < length; at++) {
    const d = frame.domain[at], time = frame.time[at], before = last[d];
    const { launch, cluster, theme, popularity, clusters: members, ordinary } = domains[d];
    const period = Math.min(
      popularity.periods - 1,
      Math.floor((time - config.time.start) / (DAY * config.popularity.periodDays)),
    );
    const mayPick = (candidate: number): boolean =>
      launch[candidate] <= time &&
      (repeats === "any" || (repeats === "apart" ? candidate !== before : !had[d].has(candidate)));
    const drawSuccessor = (subject: number, position: number): number => {
      const items = members[subject], first = Math.floor((position % 1) * items.length);
      const offset = stream.below(sequence.links);
      for (let i = 0; i < sequence.links; i++) {
        const found = items[(first + (offset + i) % sequence.links) % items.length];
        if (mayPick(found)) return found;
      }
      return -1;
    };
    const drawPopular = (subject: number): number => {
      for (let i = 0; i < TRIES; i++) {
        const found = members[subject][drawIndex(stream, popularity.sums[period][subject])];
        if (mayPick(found)) return found;
      }
      return -1;
    };

    let chosen = -1, why = TASTE;
    const from = at > 0 && frame.domain[at - 1] !== d ? frame.domain[at - 1] : -1;
    if (from >= 0 && stream.float() < sequence.carryRate * config.correlation[d][from]) {
      const other = domains[from], kept = item[at - 1];
      chosen = drawSuccessor(other.cluster[kept], other.theme[kept]);
      why = CARRY;
    }
    if (chosen < 0 && before >= 0 && stream.float() < sequence.transitionRate) {
      const next = drawIndex(stream, transitions[d].sums[cluster[before]]);
      if (stream.float() < sequence.linkRate) {
        const shift = transitions[d].shift[cluster[before] * clusters + next];
        chosen = drawSuccessor(next, theme[before] + shift);
        why = LINK;
      }
      if (chosen < 0) {
        chosen = drawPopular(next);
        why = TRANSITION;
      }
    }
    for (let i = 0; chosen < 0 && i < TRIES; i++) {
      chosen = drawPopular(drawIndex(stream, liked[d]));
      why = TASTE;
    }
    while (chosen < 0) {
      const found = ordinary[stream.below(ordinary.length)];
      if (mayPick(found)) chosen = found;
    }
    item[at] = chosen;
    cause[at] = why;
    last[d] = chosen;
    had[d].add(chosen);
  }
  return { item, cause };
}
