import { isShown } from "./_is_shown.ts";
import type { ListsMetric } from "./metric.ts";

/**
 * Catalogue coverage: coverage@k = |∪ top-k| / pool, the share of the items that could have been
 * recommended which stand among the first k of at least one list.
 *
 * Source: Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy: evaluating recommender systems by
 * coverage and serendipity" (RecSys 2010), as "catalog coverage".
 *
 * Conventions: a list is taken as it stands, so that items of equal score are in ascending order and
 * the bounds are the value; items without a score (NaN) stand in no list; a list with fewer than k
 * items counts with those; no lists, or an empty pool, have no value (not 0). It grows with the
 * number of lists: compare it between methods on the same cases, not between slices.
 *
 * @param k cut-off, a whole number from 1
 *
 * @throws {RangeError} if k is no whole number from 1
 *
 * @example
 * ```ts
 * import { coverage } from "./coverage.ts";
 * const lists = { items: new Uint32Array([3, 5, 9, 3, 4, 0xffffffff]), width: 3 };
 * const { mark } = coverage(2).over({ ...lists, user: new Uint32Array([0, 1]), pool: 10 });
 * if (mark?.value !== 3 / 10) throw new Error("not items 3, 4 and 5 of 10");
 * ```
 */
export function coverage(k: number): ListsMetric {
  const name = `coverage@${k}`;
  if (!Number.isSafeInteger(k) || k < 1) {
    throw new RangeError(`Cannot make "${name}": cut-off ${k}, expected a whole number from 1`);
  }
  return {
    kind: "lists",
    name,
    over({ items, width, user, pool }) {
      if (width < k || items.length !== width * user.length) {
        throw new RangeError(
          `Cannot take "${name}" of ${user.length} lists: ${items.length} places in rows of ${width}, ` +
            `expected at least ${k} a list`,
        );
      }
      const share = (times?: ArrayLike<number>): number => {
        const shown = new Set<number>();
        let lists = 0;
        for (let list = 0; list < user.length; list++) {
          if (times && times[user[list]] === 0) continue;
          lists++;
          for (let at = list * width; at < list * width + k; at++) {
            if (isShown(items[at])) shown.add(items[at]);
          }
        }
        if (shown.size > pool) {
          throw new RangeError(
            `Cannot take "${name}": ${shown.size} items of a pool of ${pool}, expected at most ${pool}`,
          );
        }
        return lists === 0 || pool === 0 ? NaN : shown.size / pool;
      };
      const value = share();
      return {
        mark: Number.isNaN(value) ? null : { value, optimistic: value, pessimistic: value },
        resampled: share,
      };
    },
  };
}
