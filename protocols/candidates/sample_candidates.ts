import { philox4x32 } from "../../core/philox.ts";
import { RandomStream } from "../../core/random_stream.ts";

/** What one draw may know. */
export interface CandidateDraw {
  /** Four words that key the draw: protocol seed and domain. */
  readonly key: readonly number[];
  /** Two words of the raw user id. */
  readonly user: readonly [number, number];
  /** Ordinal of the answer among the user's events in its domain. */
  readonly ordinal: number;
  /** Number of the pool to draw from. */
  readonly pool: number;
  /** Number of negatives wanted. */
  readonly count: number;
  /** Canonical item that is the answer. */
  readonly target: number;
  /** Items that may not be drawn: the query's own history. Never later items: their absence would tell the answer. */
  readonly history: ArrayLike<number>;
}

/**
 * Draws negatives uniformly without replacement, one case at a time, into `items`.
 *
 * The draw is keyed by (protocol seed, raw user, domain, ordinal), so row order, parallelism and
 * other users change nothing as long as the pool is the same. A pool with too few items left gives
 * all of them.
 *
 * @example
 * ```ts
 * import { CandidateSampler } from "./sample_candidates.ts";
 * const sampler = new CandidateSampler([Uint32Array.of(0, 1, 2, 3, 4)], 5);
 * const draw = { key: [1, 2, 3, 4], user: [5, 6], ordinal: 0, pool: 0, count: 2 } as const;
 * const items = new Uint32Array(3);
 * const written = sampler.draw({ ...draw, target: 4, history: [0] }, items);
 * if (written !== 3 || items[0] !== 4) throw new Error("not the target and two negatives");
 * if (items.includes(0)) throw new Error("drawn from the history");
 * ```
 */
export class CandidateSampler {
  readonly #pools: readonly Uint32Array[];
  readonly #poolOf: Uint32Array; // number of the item's pool + 1
  readonly #barred: Uint32Array; // number of the last case that barred the item
  readonly #words = new Uint32Array(4);
  #case = 0;

  /**
   * @param pools disjoint pools of ascending canonical items: equal pools of raw items give equal draws
   * @param items number of items of the catalogue
   */
  constructor(pools: readonly Uint32Array[], items: number) {
    this.#pools = pools;
    this.#poolOf = new Uint32Array(items);
    pools.forEach((pool, number) => pool.forEach((item) => this.#poolOf[item] = number + 1));
    this.#barred = new Uint32Array(items);
  }

  /** Writes the target and then the negatives from `items[at]` on; returns how many stand there. */
  draw(draw: CandidateDraw, items: Uint32Array, at = 0): number {
    const { count, key } = draw, barred = this.#barred, current = ++this.#case;
    const pool = this.#pools[draw.pool];
    items[at] = draw.target;
    // Barred items outside the pool do not matter; those inside shrink it.
    let left = pool.length;
    const bar = (item: number): void => {
      if (barred[item] === current) return;
      barred[item] = current;
      if (this.#poolOf[item] === draw.pool + 1) left--;
    };
    bar(draw.target);
    for (let i = 0; i < draw.history.length; i++) bar(draw.history[i]);
    philox4x32(
      this.#words,
      (draw.user[0] ^ key[2]) >>> 0,
      (draw.user[1] ^ key[3]) >>> 0,
      draw.ordinal,
      0,
      key[0],
      key[1],
    );
    const stream = RandomStream.ofWords(this.#words);
    let written = at + 1;
    if (2 * count >= left) {
      // Few are left: shuffle them and take the first.
      const open = pool.filter((item) => barred[item] !== current);
      for (const item of stream.shuffle(open).subarray(0, count)) items[written++] = item;
      return written - at;
    }
    while (written - at <= count) {
      const item = pool[stream.below(pool.length)];
      if (barred[item] === current) continue;
      barred[item] = current;
      items[written++] = item;
    }
    return written - at;
  }
}
