/** The marks of some cases: per metric its expectation under random ties, and its bounds. */
export interface Marks {
  /** Number of cases. */
  readonly cases: number;
  /**
   * Per metric name; empty if there are no cases. A metric that has no value over these cases is not
   * there: an AUC of one class, a log-loss of scores that are no logits.
   */
  readonly metrics: Readonly<Record<string, Mark>>;
}

/** One metric over some cases: their mean, or what they give together (AUC, GAUC, coverage). */
export interface Mark {
  /** Expectation over random ties: over the ranks that a tie block may take, or ½ per tied pair. */
  readonly value: number;
  /** With every tie broken for the target. */
  readonly optimistic: number;
  /** With every tie broken against the target. */
  readonly pessimistic: number;
}
