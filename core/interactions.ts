/**
 * Interactions in columns, one row an event, never mutated.
 *
 * Rows stand sorted by (user, time, item), so that a user's events are one slice; indices are
 * canonical: users in UTF-8 order of their raw ids, items by (domain, raw id).
 */
export interface Interactions {
  /** Number of events. */
  readonly length: number;
  /** Events of user u are the rows `offsets[u]` up to, not including, `offsets[u + 1]`. */
  readonly offsets: Uint32Array;
  /** Canonical item index per event. */
  readonly item: Uint32Array;
  /** Seconds per event. */
  readonly time: Float64Array;
  /** Rating per event, where the data has ratings. */
  readonly rating?: Float32Array;
}
