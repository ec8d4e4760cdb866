/** How often each item was met in the intervals that had closed before a query's time. */
export interface Popularity {
  /** Length of an interval in days. */
  readonly days: number;
  /** Index of the open interval that the batch's queries lie in: `Math.floor(time / (86400 · days))`. */
  readonly interval: number;
  /** Events per item in all closed intervals. Length: items. */
  readonly total: Uint32Array;
  /** Events per item in the last closed interval, `interval − 1`. Length: items. */
  readonly last: Uint32Array;
}
