import type { SortedRows } from "./_sorted_rows.ts";

/** Pairs of a positive and a negative of the same stratum, counted per stratum. */
export interface PairCounts {
  /** Pairs whose positive scored higher. */
  readonly above: Float64Array;
  /** Pairs of equal score. */
  readonly tied: Float64Array;
  /** Positives. */
  readonly positives: Float64Array;
  /** Negatives. */
  readonly negatives: Float64Array;
}

/**
 * Counts pairs in one pass over sorted rows. Whole numbers throughout, so exact.
 *
 * @param times how often each user's rows stand there; once unless said
 */
export function pairCounts(
  { offsets, fresh, label, user }: SortedRows,
  times?: ArrayLike<number>,
): PairCounts {
  const strata = offsets.length - 1;
  const columns = Array.from({ length: 4 }, () => new Float64Array(strata));
  const [above, tied, positives, negatives] = columns;
  for (let s = 0; s < strata; s++) {
    // Of all blocks so far; of the block at hand; negatives below that.
    let positive = 0, negative = 0, higher = 0, equal = 0, below = 0, inBlock = 0;
    for (let at = offsets[s]; at < offsets[s + 1]; at++) {
      if (fresh[at] === 1) {
        equal += inBlock * (negative - below);
        below = negative;
        inBlock = 0;
      }
      const weight = times ? times[user[at]] : 1;
      if (label[at] === 1) {
        higher += weight * below;
        positive += weight;
        inBlock += weight;
      } else negative += weight;
    }
    above[s] = higher;
    tied[s] = equal + inBlock * (negative - below);
    positives[s] = positive;
    negatives[s] = negative;
  }
  return { above, tied, positives, negatives };
}
