import type { Histories } from "@permafrost/bench/method";
import {
  domainHistories,
  type HistoryBatch,
  historyBatch,
  type RandomStream,
} from "@permafrost/bench/nn";
import type { References } from "./_references.ts";

/** Sequences of one domain, ready to be encoded. */
export interface Sequences extends HistoryBatch {
  /**
   * 1 for a position that a maximum or a mean over time counts: those of items; where there is none, the
   * start token's. It would otherwise be the same in all sequences, and make them all alike.
   */
  readonly counted: Uint8Array;
}

/** The sequences that some users' representations in a domain are made of. */
export interface Plan {
  /** The users' own ones in that domain. */
  readonly own: Sequences;
  /** What each other domain has to say. */
  readonly others: readonly {
    readonly domain: number;
    /** The reference users' sequences. */
    readonly group: Sequences;
    /** Their slots. */
    readonly slot: Int32Array;
    /** How many slots each of them stands for. */
    readonly scale: number;
    /** 1 where a reference user may join a user's group: `users × group`. */
    readonly mayJoin: Float32Array;
    /** The sequences that these users have there, or one without an event. */
    readonly same: Sequences;
    /** Per user, 1 + the place of its sequence in `same`, 0 if it has none. */
    readonly place: Int32Array;
  }[];
}

/** How sequences are cut. */
export interface Cut {
  /** Positions at most. */
  readonly length: number;
  /** The start token. */
  readonly start: number;
  /** Only as many positions as the longest of them needs. */
  readonly fit: boolean;
}

/** Histories of one domain side by side, behind a start token each. */
export function sequencesOf(histories: Histories, cut: Cut): Sequences {
  const batch = historyBatch(histories, cut), { length, input, present } = batch;
  const counted = present.map((there, at) => there === 1 && input[at] !== cut.start ? 1 : 0);
  for (let first = 0; first < input.length; first += length) {
    if (counted.subarray(first, first + length).every((each) => each === 0)) counted[first] = 1;
  }
  return { ...batch, counted };
}

/**
 * The plan for some users and a domain.
 *
 * @param users `history` of each, in every domain, and its index in training, −1 for a user that
 * training does not know
 * @param options `domain`; `references` per other domain that may speak; `itemDomain`; `cut`;
 * `sample`: so many slots of a group, drawn from `random`, instead of all
 */
export function planOf(
  users: { readonly history: Histories; readonly user: ArrayLike<number> },
  options: {
    domain: number;
    references: ReadonlyMap<number, References>;
    itemDomain: Uint8Array;
    cut: Cut;
    sample?: { count: number; random: RandomStream };
  },
): Plan {
  const { references, itemDomain, cut } = options, { history, user } = users;
  const inDomain = (domain: number): Histories =>
    domainHistories(history, { itemDomain, domain: new Uint8Array(user.length).fill(domain) });
  const others = Array.from(references, ([domain, reference]) => {
    const all = Uint32Array.from({ length: reference.slots }, (_, slot) => slot),
      { sample } = options;
    const chosen = sample && sample.count < all.length
      ? sample.random.shuffle(all.slice()).subarray(0, sample.count).sort()
      : all;
    const mayJoin = new Float32Array(user.length * chosen.length);
    for (let i = 0; i < user.length; i++) {
      for (const [at, slot] of chosen.entries()) {
        const each = reference.user[slot];
        // A user's own row may hold what it did after the moment that is asked about.
        mayJoin[i * chosen.length + at] = each >= 0 && each !== user[i] ? 1 : 0;
      }
    }
    const there = inDomain(domain), place = new Int32Array(user.length), kept: number[] = [];
    for (let i = 0; i < user.length; i++) {
      if (there.offsets[i + 1] > there.offsets[i]) place[i] = kept.push(i);
    }
    return {
      domain,
      group: sequencesOf(pick(reference.history, chosen), cut),
      slot: Int32Array.from(chosen),
      scale: all.length / chosen.length,
      mayJoin,
      same: sequencesOf(kept.length > 0 ? pick(there, kept) : NOTHING, cut),
      place,
    };
  });
  return { own: sequencesOf(inDomain(options.domain), cut), others };
}

/** All sequences of a plan, with the domains that they are of. */
export function sequencesIn(
  { own, others }: Plan,
  domain: number,
): { readonly domain: number; readonly sequences: Sequences }[] {
  return [
    { domain, sequences: own },
    ...others.flatMap(({ domain, group, same }) => [
      { domain, sequences: group },
      { domain, sequences: same },
    ]),
  ];
}

/** One history without an event. */
const NOTHING: Histories = {
  offsets: new Uint32Array(2),
  item: new Uint32Array(),
  time: new Float64Array(),
};

/** Some of the histories. */
export function pick({ offsets, item, time }: Histories, chosen: ArrayLike<number>): Histories {
  const rows = Array.from(chosen);
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => starts[i + 1] = starts[i] + offsets[row + 1] - offsets[row]);
  const items = new Uint32Array(starts[rows.length]), times = new Float64Array(items.length);
  rows.forEach((row, i) => {
    items.set(item.subarray(offsets[row], offsets[row + 1]), starts[i]);
    times.set(time.subarray(offsets[row], offsets[row + 1]), starts[i]);
  });
  return { offsets: starts, item: items, time: times };
}
