/** Stands for "no item" where a case has fewer than 20 ranked candidates. */
export const NO_ITEM = 0xffffffff;

/**
 * The names of the 20 best-scored positions, best first; equal scores stand by ascending name, and
 * positions without a score (NaN) are left out.
 *
 * @param scores one score per position
 *
 * @example
 * ```ts
 * import { topItems } from "./top_items.ts";
 * const top = topItems(new Float32Array([1, 3, 2]), { skip: [2], name: (at) => 10 + at });
 * if (top[0] !== 11 || top[1] !== 10) throw new Error("not best first");
 * ```
 */
export function topItems(
  scores: Float32Array,
  { skip, name }: { skip: readonly number[]; name: (position: number) => number },
): Uint32Array {
  const items = new Uint32Array(20).fill(NO_ITEM);
  const best = new Float32Array(20);
  let length = 0, nextSkip = 0;
  for (let at = 0; at < scores.length; at++) {
    if (skip[nextSkip] === at) {
      nextSkip++;
      continue;
    }
    const score = scores[at];
    if (!(length < 20 ? score === score : score >= best[19])) continue;
    const item = name(at);
    if (length === 20 && score === best[19] && item > items[19]) continue;
    let place = length < 20 ? length++ : 19;
    for (; place > 0; place--) {
      const above = best[place - 1];
      if (above > score || (above === score && items[place - 1] < item)) break;
      best[place] = above;
      items[place] = items[place - 1];
    }
    best[place] = score;
    items[place] = item;
  }
  return items;
}
