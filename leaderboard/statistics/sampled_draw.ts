/** How the negatives of one case were drawn: uniformly, without replacement. */
export interface SampledDraw {
  /** Items that they could be, the target not among them: the pool without the target and the history. */
  readonly others: number;
  /** How many were drawn, 1 … others. */
  readonly drawn: number;
}
