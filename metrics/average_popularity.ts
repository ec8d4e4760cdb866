import { isShown } from "./_is_shown.ts";
import type { ListMetric } from "./metric.ts";

/**
 * Average popularity of recommendations: average popularity@k = Σ n(i) / |list| over the items i among
 * the first k of a case's list, n(i) being the number of training events of the item. Neither higher
 * nor lower is better; the mean over cases is what the name promises.
 *
 * Source: Yin et al., "Challenging the long tail recommendation" (PVLDB 5(9), 2012), as "ARP" in
 * Abdollahpouri, Burke and Mobasher, "Managing popularity bias in recommender systems with
 * personalized re-ranking" (FLAIRS 2019).
 *
 * Conventions: a list is taken as it stands, so that items of equal score are in ascending order and
 * the bounds are the value; a list with fewer than k items is averaged over those, and one without
 * any (no item has a score) gives 0; no cases have no mean.
 *
 * @param k cut-off, a whole number from 1
 *
 * @throws {RangeError} if k is no whole number from 1
 *
 * @example
 * ```ts
 * import { averagePopularity } from "./average_popularity.ts";
 * const trainingCount = new Uint32Array([7, 1, 4]);
 * const { at } = averagePopularity(2);
 * if (at(new Uint32Array([2, 1, 0]), trainingCount) !== 2.5) throw new Error("not the mean of 4 and 1");
 * ```
 */
export function averagePopularity(k: number): ListMetric {
  const name = `average popularity@${k}`;
  if (!Number.isSafeInteger(k) || k < 1) {
    throw new RangeError(`Cannot make "${name}": cut-off ${k}, expected a whole number from 1`);
  }
  return {
    kind: "list",
    name,
    at(items, trainingCount) {
      let sum = 0, length = 0;
      for (let place = 0; place < Math.min(k, items.length); place++) {
        const item = items[place];
        if (!isShown(item)) continue;
        if (item >= trainingCount.length) {
          throw new RangeError(
            `Cannot take "${name}" of item ${item}: beyond ${trainingCount.length} items, ` +
              "expected one of them",
          );
        }
        sum += trainingCount[item];
        length++;
      }
      return length === 0 ? 0 : sum / length;
    },
  };
}
