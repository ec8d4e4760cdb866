/** What the error of an AUC depends on. */
export interface AucSample {
  /** The AUC. */
  readonly auc: number;
  /** Number of rows that are positive, from 1. */
  readonly positives: number;
  /** Number of rows that are negative, from 1. */
  readonly negatives: number;
}

/**
 * Standard error of an AUC over independent rows:
 * SE² = (A (1 − A) + (n⁺ − 1) (Q₁ − A²) + (n⁻ − 1) (Q₂ − A²)) / (n⁺ n⁻), with Q₁ = A / (2 − A) and
 * Q₂ = 2 A² / (1 + A).
 *
 * Source: Hanley and McNeil, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve" (Radiology 143(1), 1982).
 *
 * Rows of one user are not independent: it is for tasks with one row a user, such as `click-auc`;
 * elsewhere users are resampled.
 *
 * @throws {RangeError} if the AUC is not within 0 … 1, or a class is empty
 *
 * @example
 * ```ts
 * import { aucStandardError } from "./auc_standard_error.ts";
 * const error = aucStandardError({ auc: 0.5, positives: 1, negatives: 1 });
 * if (error !== 0.5) throw new Error("not that of a coin");
 * ```
 */
export function aucStandardError({ auc, positives, negatives }: AucSample): number {
  const whole = Number.isSafeInteger(positives) && Number.isSafeInteger(negatives);
  if (!(auc >= 0 && auc <= 1) || !whole || positives < 1 || negatives < 1) {
    throw new RangeError(
      `Cannot take the error of AUC ${auc} of ${positives} and ${negatives} rows: ` +
        "expected 0 … 1 and whole numbers from 1",
    );
  }
  const square = auc * auc;
  const variance = auc * (1 - auc) + (positives - 1) * (auc / (2 - auc) - square) +
    (negatives - 1) * (2 * square / (1 + auc) - square);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}
