import { pairCounts } from "./_pair_counts.ts";
import { sortedRows } from "./_sorted_rows.ts";
import type { BoundedMark, RowMetric } from "./metric.ts";

/**
 * Area under the ROC curve, pooled over users: AUC = (#{s⁺ > s⁻} + ½ #{s⁺ = s⁻}) / #pairs over the
 * pairs of a positive and a negative row of the same domain. In one domain that is Mann and Whitney's
 * U / (n⁺ n⁻) = (R⁺ − n⁺ (n⁺ + 1) / 2) / (n⁺ n⁻) with R⁺ the sum of the positives' mid-ranks; over
 * several it is the mean of theirs, weighted by their pairs.
 *
 * Source: Hanley and McNeil, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve" (Radiology 143(1), 1982).
 *
 * Conventions: a tied pair counts half, in the bounds 1 and 0; rows without a score (NaN) are one
 * tie block below all others; rows of one class, or no rows, have no value (not ½).
 *
 * @example
 * ```ts
 * import { auc } from "./auc.ts";
 * const { mark } = auc().over({
 *   score: new Float32Array([0.9, 0.4, 0.4, 0.1]),
 *   label: new Uint8Array([1, 1, 0, 0]),
 *   user: new Uint32Array([0, 1, 0, 1]),
 *   domain: new Uint8Array(4),
 * });
 * if (mark?.value !== 3.5 / 4 || mark.optimistic !== 1) throw new Error("not 3 pairs and a tie");
 * ```
 */
export function auc(): RowMetric {
  return {
    kind: "rows",
    name: "AUC",
    over(rows) {
      const domains = rows.domain.reduce((most, domain) => Math.max(most, domain + 1), 0);
      const sorted = sortedRows(rows, new Uint32Array(rows.domain), domains);
      const mark = (times?: ArrayLike<number>) => markOf(pairCounts(sorted, times));
      return { mark: mark(), resampled: (times) => mark(times)?.value ?? NaN };
    },
  };
}

function markOf(
  { above, tied, positives, negatives }: ReturnType<typeof pairCounts>,
): BoundedMark | null {
  let higher = 0, equal = 0, pairs = 0;
  for (let s = 0; s < above.length; s++) {
    higher += above[s];
    equal += tied[s];
    pairs += positives[s] * negatives[s];
  }
  if (pairs === 0) return null;
  return {
    value: (higher + equal / 2) / pairs,
    optimistic: (higher + equal) / pairs,
    pessimistic: higher / pairs,
  };
}
