/** A χ² statistic. It is stored without its p-value, which hangs on a library's last digits. */
export interface ChiSquare {
  /** Σ (observed − expected)² / variance, over cells. */
  readonly statistic: number;
  /** Its degrees of freedom. */
  readonly freedom: number;
  /** Number of things counted. */
  readonly counted: number;
}

/** Fewest expected in a cell: the usual rule, below which χ² is not the statistic's distribution. */
const LEAST = 5;

/** One distribution of counts over cells, and what chance would give. */
export interface Cells {
  /** Counted per cell. */
  readonly observed: Float64Array;
  /** Expected per cell; a cell of 0 is none. */
  readonly expected: Float64Array;
  /** Variance of a cell over that of independent draws: below 1 for draws without replacement. */
  readonly shrink: number;
}

/**
 * Pearson's χ² of one or more distributions together. Each has one degree of freedom less than it has
 * cells; one with a cell in which less than 5 are expected is left out.
 *
 * @returns null if nothing is left
 *
 * @example
 * ```ts
 * import { chiSquare } from "./chi_square.ts";
 * const observed = Float64Array.of(15, 5), expected = Float64Array.of(10, 10);
 * const found = chiSquare([{ observed, expected, shrink: 1 }]);
 * if (found?.statistic !== 5 || found.freedom !== 1) throw new Error("not 25/10 + 25/10");
 * ```
 */
export function chiSquare(distributions: readonly Cells[]): ChiSquare | null {
  let statistic = 0, freedom = 0, counted = 0;
  for (const { observed, expected, shrink } of distributions) {
    const cells = [...expected.keys()].filter((c) => expected[c] > 0);
    if (cells.length < 2 || cells.some((c) => expected[c] * shrink < LEAST)) continue;
    for (const c of cells) {
      const off = observed[c] - expected[c];
      statistic += off * off / (expected[c] * shrink);
      counted += observed[c];
    }
    freedom += cells.length - 1;
  }
  return freedom === 0 ? null : { statistic, freedom, counted };
}
