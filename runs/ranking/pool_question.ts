/** What the host asks of one query's scores over a whole pool, in positions of the pool. */
export interface PoolQuestion {
  /** Where the answer stands. */
  readonly target: number;
  /** Positions that are not ranked (a history), strictly ascending, without the answer. */
  readonly skip: readonly number[];
}

/**
 * Looks up an answer and a history in a pool: the plugin scores all of it, and the host takes the
 * history out afterwards (rule 4).
 *
 * @param pool ascending item indices
 * @param of `target`: the answer; `history`: items, repeats and those of other pools included
 * @throws {RangeError} if the answer is not in the pool
 *
 * @example
 * ```ts
 * import { poolQuestion } from "./pool_question.ts";
 * const { target, skip } = poolQuestion(Uint32Array.of(2, 3, 5), { target: 5, history: [3, 9, 5, 3] });
 * if (target !== 2 || skip.join() !== "1") throw new Error("not found");
 * ```
 */
export function poolQuestion(
  pool: Uint32Array,
  { target, history }: { target: number; history: ArrayLike<number> },
): PoolQuestion {
  const place = indexIn(pool, target);
  if (place < 0) {
    throw new RangeError(
      `Cannot rank item ${target} in a pool of ${pool.length}: it is not there, expected one of them`,
    );
  }
  const skip = new Set<number>();
  for (let i = 0; i < history.length; i++) {
    const at = indexIn(pool, history[i]);
    if (at >= 0 && at !== place) skip.add(at);
  }
  return { target: place, skip: [...skip].sort((a, b) => a - b) };
}

function indexIn(ascending: Uint32Array, value: number): number {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value ? low : -1;
}
