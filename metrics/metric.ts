/**
 * A metric by what it is computed from. Those of a case (`rank`, `share`, `logit`, `list`) have a
 * value per case, and the mean over cases is what the name promises; the others (`rows`, `lists`)
 * have one value for many cases together.
 */
export type Metric = RankMetric | ShareMetric | LogitMetric | ListMetric | RowMetric | ListsMetric;

/** A value and what it might be if ties were broken otherwise. */
export interface BoundedMark {
  /** Expectation over random ties. */
  readonly value: number;
  /** Every tie broken for the target. */
  readonly optimistic: number;
  /** Every tie broken against it. */
  readonly pessimistic: number;
}

/** A metric of one case: a value per rank of its target, from 0 (worst) to 1 (rank 1). */
export interface RankMetric {
  /** Tag. */
  readonly kind: "rank";
  /** Its name in protocols and tables, e.g. "NDCG@10". */
  readonly name: string;
  /** Value at a rank, 1 being the best; never higher at a worse rank. */
  at(rank: number): number;
  /** Sum of the values at the ranks `first` to `last`, both included: what a wide tie block needs. */
  sum(first: number, last: number): number;
}

/** A metric of one case whose cut-off is a share of the candidates that were ranked. */
export interface ShareMetric {
  /** Tag. */
  readonly kind: "share";
  /** Its name in protocols and tables, e.g. "Recall@K%". */
  readonly name: string;
  /** What it is for a case with so many ranked candidates, the target included. */
  of(ranked: number): RankMetric;
}

/** A metric of one labelled row whose score is a logit. */
export interface LogitMetric {
  /** Tag. */
  readonly kind: "logit";
  /** Its name in protocols and tables. */
  readonly name: string;
  /** Value of a row with a score (NaN = none) and a label, 0 or 1. */
  at(score: number, label: number): number;
}

/** A metric of one case's list of recommended items. */
export interface ListMetric {
  /** Tag. */
  readonly kind: "list";
  /** Its name in protocols and tables. */
  readonly name: string;
  /** Value of a list of items, best first, given the number of training events of every item. */
  at(items: Uint32Array, trainingCount: Uint32Array): number;
}

/** A metric of many labelled rows together. */
export interface RowMetric {
  /** Tag. */
  readonly kind: "rows";
  /** Its name in protocols and tables. */
  readonly name: string;
  /** What it says of the rows. */
  over(rows: Rows): Measure;
}

/** Scored candidates with labels, in columns. */
export interface Rows {
  /** Score per row; NaN = none. */
  readonly score: Float32Array;
  /** Label per row: 1 = a positive, 0 = a negative. */
  readonly label: Uint8Array;
  /** User per row. */
  readonly user: Uint32Array;
  /** Domain per row. Rows of two domains are never compared. */
  readonly domain: Uint8Array;
}

/** A metric of the lists of many cases together. */
export interface ListsMetric {
  /** Tag. */
  readonly kind: "lists";
  /** Its name in protocols and tables. */
  readonly name: string;
  /** What it says of the lists. */
  over(lists: Lists): Measure;
}

/** Lists of recommended items, with what they were chosen from. */
export interface Lists {
  /** Items of all lists, best first; 0xffffffff where a list is shorter. Length: lists × `width`. */
  readonly items: Uint32Array;
  /** Places per list. */
  readonly width: number;
  /** User per list. */
  readonly user: Uint32Array;
  /** Number of items that could have been recommended. */
  readonly pool: number;
}

/** What a metric says of many rows or lists. */
export interface Measure {
  /** Its value; null where it has none. */
  readonly mark: BoundedMark | null;
  /**
   * Its value with each user's rows or lists standing there `times[user]` times: what a bootstrap over
   * users needs, without the bounds. NaN where it has none.
   */
  resampled(times: ArrayLike<number>): number;
}
