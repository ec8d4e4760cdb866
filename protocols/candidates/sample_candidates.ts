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
  /** The pool, ascending canonical items: equal pools of raw items give equal draws. */
  readonly pool: Uint32Array;
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
 */
export class CandidateSampler {
  readonly #mark: Uint32Array; // number of the case that bars the item
  readonly #words = new Uint32Array(4);
  #case = 0;

  /** @param catalogueLength number of items over all domains */
  constructor(catalogueLength: number) {
    this.#mark = new Uint32Array(catalogueLength);
  }

  /** Writes the target and then the negatives from `items[at]` on; returns how many stand there. */
  draw(draw: CandidateDraw, items: Uint32Array, at = 0): number {
    const { pool, count, key } = draw, mark = this.#mark, current = ++this.#case;
    items[at] = draw.target;
    // Barred items outside the pool do not matter; those inside shrink it.
    let left = pool.length;
    const bar = (item: number): void => {
      if (mark[item] === current) return;
      mark[item] = current;
      if (contains(pool, item)) left--;
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
      const open = pool.filter((item) => mark[item] !== current);
      for (const item of stream.shuffle(open).subarray(0, count)) items[written++] = item;
      return written - at;
    }
    while (written - at <= count) {
      const item = pool[stream.below(pool.length)];
      if (mark[item] === current) continue;
      mark[item] = current;
      items[written++] = item;
    }
    return written - at;
  }
}

/** Whether an ascending list holds a value, by halving. */
function contains(ascending: Uint32Array, value: number): boolean {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < ascending.length && ascending[low] === value;
}
