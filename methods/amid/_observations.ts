import type { TrainView } from "@permafrost/bench/method";
import { RandomStream } from "@permafrost/bench/nn";

/** What an observed domain is made of. */
type View = Pick<TrainView, "events" | "label" | "trainable" | "catalogue">;

/**
 * The observed pairs O of a domain and all its pairs D (§3.2, §4.3).
 *
 * D has a pair for each exposed user (one with a trainable event here) and each item of the pool (met
 * in training), but for items that the user has from an event that is not trainable: nobody asks about
 * those. A pair of O stands at one event, its context is what the user did before that:
 *
 * - each trainable event is a pair, rated as it is labelled; an item that a user has twice, twice;
 * - each event with a label above 0 brings `negatives` items that the user does not have, rated 0: sampled
 *   once for the whole training from a stream of the run seed, uniform, none twice for a user. Where the
 *   pool has too few, they are dealt to the user's events by turns.
 *
 * All other pairs are not observed, and their rating is unknown.
 */
export class Observations {
  /** The domain. */
  readonly domain: number;
  /** Number of pairs in O. */
  readonly observed: number;
  /** Number of pairs in D. */
  readonly all: number;
  /** Trainable events of the domain, as rows of `view.events`, ascending. */
  readonly events: Uint32Array;
  /** User per event. */
  readonly users: Uint32Array;
  /** The items that event i brings as negatives: `negatives[starts[i]]` up to `negatives[starts[i + 1]]`. */
  readonly negatives: Uint32Array;
  readonly starts: Uint32Array;
  readonly #pool: Uint32Array;
  /** Per event, its user's place among the exposed ones. */
  readonly #exposed: Uint32Array;
  /** Of an exposed user, the places in the pool of pairs that D ∖ O does not have, ascending. */
  readonly #taken: readonly Uint32Array[];
  /** Events per exposed user. */
  readonly #count: readonly number[];

  /** Draws the sampled negatives. */
  constructor(view: View, options: { domain: number; negatives: number; seed: number }) {
    const { domain, negatives: count, seed } = options;
    const { events: { offsets, item }, catalogue: { itemDomain, items } } = view;
    const random = RandomStream.from(seed, "sampled negatives", domain);
    const met = new Uint8Array(items), place = new Uint32Array(items);
    for (const each of item) met[each] = 1;
    const pool = Uint32Array.from({ length: items }, (_, each) => each)
      .filter((each) => itemDomain[each] === domain && met[each] === 1);
    pool.forEach((each, at) => place[each] = at);

    const rows: number[] = [], users: number[] = [], exposed: number[] = [], counts: number[] = [];
    const drawn: number[] = [], starts = [0], taken: Uint32Array[] = [];
    let free = 0;
    for (let user = 0; user + 1 < offsets.length; user++) {
      const own: number[] = [], seen = new Set<number>();
      for (let row = offsets[user]; row < offsets[user + 1]; row++) {
        if (itemDomain[item[row]] !== domain) continue;
        seen.add(place[item[row]]);
        if ((view.trainable[row >> 3] >> (row & 7) & 1) === 1) own.push(row);
      }
      if (own.length === 0) continue;
      const dealt = new Map<number, number[]>();
      const asking = random.shuffle(Uint32Array.from(own.filter((row) => view.label[row] > 0)));
      const negatives = drawOthers(seen, {
        pool: pool.length,
        count: count * asking.length,
        random,
      });
      negatives.forEach((at, i) => {
        const row = asking[i % asking.length];
        dealt.set(row, [...dealt.get(row) ?? [], pool[at]]);
        seen.add(at);
      });
      for (const row of own) {
        rows.push(row);
        users.push(user);
        exposed.push(counts.length);
        starts.push(drawn.push(...dealt.get(row) ?? []));
      }
      counts.push(own.length);
      taken.push(Uint32Array.from(seen).sort());
      free += pool.length - seen.size;
    }
    this.domain = domain;
    this.events = Uint32Array.from(rows);
    this.users = Uint32Array.from(users);
    this.negatives = Uint32Array.from(drawn);
    this.starts = Uint32Array.from(starts);
    this.observed = rows.length + drawn.length;
    this.all = this.observed + free;
    this.#pool = pool;
    this.#exposed = Uint32Array.from(exposed);
    this.#taken = taken;
    this.#count = counts;
  }

  /** How many pairs of an event's user are not observed. */
  free(event: number): number {
    return this.#pool.length - this.#taken[this.#exposed[event]].length;
  }

  /** How many trainable events an event's user has in the domain. */
  eventsOfUser(event: number): number {
    return this.#count[this.#exposed[event]];
  }

  /** The item of one of the pairs of an event's user that are not observed. @param pair below `free` */
  unobserved(event: number, pair: number): number {
    let at = pair;
    for (const place of this.#taken[this.#exposed[event]]) {
      if (place > at) break;
      at++;
    }
    return this.#pool[at];
  }
}

/** Distinct places of a pool that are not `seen`, uniform, as many as there are up to `count`. */
function drawOthers(
  seen: ReadonlySet<number>,
  { pool, count, random }: { pool: number; count: number; random: RandomStream },
): Uint32Array {
  if (2 * (seen.size + count) > pool) {
    const others = Uint32Array.from({ length: pool }, (_, at) => at).filter((at) => !seen.has(at));
    return random.shuffle(others).subarray(0, count);
  }
  // At least every second place is free.
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const at = random.below(pool);
    if (!seen.has(at)) drawn.add(at);
  }
  return Uint32Array.from(drawn);
}
