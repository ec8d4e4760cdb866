/**
 * Event sequences in CSR form: sequence s holds the rows `offsets[s]` up to, not including,
 * `offsets[s + 1]`, merged over the domains in time order.
 */
export interface Histories {
  /** Row offsets, one more than there are sequences. */
  readonly offsets: Uint32Array;
  /** Item index per row. */
  readonly item: Uint32Array;
  /** Seconds per row. */
  readonly time: Float64Array;
  /** Rating per row, where the task has ratings. */
  readonly rating?: Float32Array;
}
