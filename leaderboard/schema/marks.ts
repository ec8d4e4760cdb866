/** The marks of some cases: per metric its expectation under random ties, and its bounds. */
export interface Marks {
  /** Number of cases. */
  readonly cases: number;
  /** Per metric name; empty if there are no cases. */
  readonly metrics: Readonly<Record<string, Mark>>;
}

/** One metric's mean over some cases. */
export interface Mark {
  /** Expectation over the ranks that a tie block may take. */
  readonly value: number;
  /** With every tie broken for the target. */
  readonly optimistic: number;
  /** With every tie broken against the target. */
  readonly pessimistic: number;
}
