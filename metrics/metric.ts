/** A metric of one case: a value per rank of its target, from 0 (worst) to 1 (rank 1). */
export interface Metric {
  /** Its name in protocols and tables, e.g. "NDCG@10". */
  readonly name: string;
  /** Value at a rank, 1 being the best; never higher at a worse rank. */
  at(rank: number): number;
  /** Sum of the values at the ranks `first` to `last`, both included: what a wide tie block needs. */
  sum(first: number, last: number): number;
}
