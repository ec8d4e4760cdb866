/** Two AUCs of one task. */
export interface RelaImprInput {
  /** Of the method. */
  readonly auc: number;
  /** Of its variant trained on the target domain alone. */
  readonly single: number;
  /** Standard error of `single`. */
  readonly standardError: number;
}

/**
 * Relative improvement of an AUC: RelaImpr = (AUC − ½) / (AUC_S − ½) − 1, as a fraction: 0 is none.
 * ½ is what a random order gives. It is a property of two records, not of one.
 *
 * Source: Yan et al., "Coupled group lasso for web-scale CTR prediction in display advertising" (ICML
 * 2014); against the single-domain variant in Chen et al., "Cross-domain recommendation with
 * behavioral importance perception" (WWW 2023).
 *
 * @returns null where AUC_S ≤ ½ + its standard error: a ratio to chance says nothing
 *
 * @throws {RangeError} if an AUC is not within 0 … 1, or the standard error is no number from 0
 *
 * @example
 * ```ts
 * import { relaImpr } from "./rela_impr.ts";
 * const better = relaImpr({ auc: 0.75, single: 0.625, standardError: 0.01 });
 * if (better !== 1) throw new Error("not twice as far above chance");
 * if (relaImpr({ auc: 0.75, single: 0.505, standardError: 0.01 }) !== null) throw new Error("chance");
 * ```
 */
export function relaImpr({ auc, single, standardError }: RelaImprInput): number | null {
  for (const each of [auc, single]) {
    if (!(each >= 0 && each <= 1)) {
      throw new RangeError(`Cannot compare AUC ${each}: out of range, expected 0 … 1`);
    }
  }
  if (!(standardError >= 0)) {
    throw new RangeError(
      `Cannot compare AUCs by standard error ${standardError}: expected a number from 0`,
    );
  }
  return single <= 0.5 + standardError ? null : (auc - 0.5) / (single - 0.5) - 1;
}
