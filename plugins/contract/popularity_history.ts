/**
 * Training events per item and interval, sparse: interval i (of `days` days, counted from time 0)
 * holds the rows `offsets[i − first]` up to `offsets[i − first + 1]`. For an event at time t, use the
 * intervals below `Math.floor(t / (86400 · days))`: the one that t lies in is still open.
 */
export interface PopularityHistory {
  /** Length of an interval in days. */
  readonly days: number;
  /** Index of the first interval that holds an event. */
  readonly first: number;
  /** Row offsets, one more than there are intervals. */
  readonly offsets: Uint32Array;
  /** Item index per row, ascending within an interval. */
  readonly item: Uint32Array;
  /** Events per row. */
  readonly count: Uint32Array;
}
