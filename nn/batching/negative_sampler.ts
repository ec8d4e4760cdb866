import type { RandomStream } from "../../core/random_stream.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";

/** How often an item of the user's own is drawn again before it is taken after all. */
const RETRIES = 16;

/**
 * Draws negatives: items that were met in training, uniform over the domain of the positive, since
 * that is what a positive is compared with when it counts.
 *
 * @example
 * ```ts
 * import { NegativeSampler } from "./negative_sampler.ts";
 * import { RandomStream } from "../../core/random_stream.ts";
 * const sampler = new NegativeSampler({
 *   events: {
 *     offsets: new Uint32Array([0, 1, 3]),
 *     item: new Uint32Array([0, 1, 2]),
 *     time: new Float64Array(3),
 *   },
 *   catalogue: {
 *     items: 3,
 *     itemDomain: new Uint8Array([0, 0, 1]),
 *     domains: [],
 *     itemIdentity: new Uint32Array([0, 1, 2]),
 *     itemTextSize: 0,
 *   },
 * });
 * const drawn = sampler.unseen(new Uint32Array([0]), {
 *   users: new Uint32Array([0]),
 *   count: 2,
 *   random: RandomStream.from(1, "negatives"),
 * });
 * if (drawn.join() !== "1,1") throw new Error("the user's own item, or another domain's");
 * ```
 */
export class NegativeSampler {
  readonly #view: Pick<TrainView, "events" | "catalogue">;
  /** Items of a domain with a training event, ascending. */
  readonly #pool: readonly Uint32Array[];
  /** 1 + the user whose items were marked last, per item. */
  readonly #owner: Uint32Array;

  /** Draws from the training events of a view. */
  constructor(view: Pick<TrainView, "events" | "catalogue">) {
    this.#view = view;
    const { items, itemDomain } = view.catalogue;
    const met = new Uint8Array(items);
    for (const item of view.events.item) met[item] = 1;
    const pools: number[][] = [];
    for (let item = 0; item < items; item++) {
      if (met[item]) (pools[itemDomain[item]] ??= []).push(item);
    }
    this.#pool = Array.from(pools, (pool) => Uint32Array.from(pool ?? []));
    this.#owner = new Uint32Array(items);
  }

  /** Draws from all items of a catalogue, met or not: what a softmax over a whole domain is over. */
  static ofCatalogue(catalogue: TrainView["catalogue"]): NegativeSampler {
    const item = Uint32Array.from({ length: catalogue.items }, (_, each) => each);
    const events = { offsets: Uint32Array.of(0, item.length), item, time: new Float64Array() };
    return new NegativeSampler({ events, catalogue });
  }

  /**
   * Negatives per positive, none of them an item of the positive's user (unless the domain has hardly
   * another one).
   *
   * @param positives items
   * @param options `users`: user per positive, each user's together; `count` negatives per positive,
   * drawn from `random`
   * @returns `positives.length × count` items
   */
  unseen(
    positives: Uint32Array,
    { users, count, random }: { users: Uint32Array; count: number; random: RandomStream },
  ): Uint32Array {
    const owner = this.#owner, { itemDomain } = this.#view.catalogue;
    const drawn = new Uint32Array(positives.length * count);
    for (let i = 0, at = 0; i < positives.length; i++) {
      const user = users[i], pool = this.pool(itemDomain[positives[i]]);
      if (i === 0 || user !== users[i - 1]) this.#mark(user);
      for (let n = 0; n < count; n++, at++) {
        for (let tries = 0; tries <= RETRIES; tries++) {
          drawn[at] = pool[random.below(pool.length)];
          if (owner[drawn[at]] !== user + 1) break;
        }
      }
    }
    return drawn;
  }

  /**
   * Distinct items of a domain, uniform without replacement: all of them, ascending, if there are no
   * more than `count`.
   */
  sample(domain: number, { count, random }: { count: number; random: RandomStream }): Uint32Array {
    const pool = this.pool(domain);
    if (pool.length <= count) return pool;
    // Floyd: every set of `count` places is equally likely.
    const places = new Set<number>();
    for (let top = pool.length - count; top < pool.length; top++) {
      const place = random.below(top + 1);
      places.add(places.has(place) ? top : place);
    }
    return Uint32Array.from(places, (place) => pool[place]);
  }

  /** Items of a domain that were met in training, ascending. */
  pool(domain: number): Uint32Array {
    return this.#pool[domain] ?? new Uint32Array();
  }

  #mark(user: number): void {
    const { offsets, item } = this.#view.events;
    for (let row = offsets[user]; row < offsets[user + 1]; row++) this.#owner[item[row]] = user + 1;
  }
}
