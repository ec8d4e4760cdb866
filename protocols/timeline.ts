/**
 * Events per user in the order of rule 1: by time, equal times by a hash of (protocol seed, raw
 * user, raw item). User u's events are the rows `offsets[u]` up to `offsets[u + 1]`.
 */
export interface Timeline {
  /** Number of events. */
  readonly length: number;
  /** Row offsets per canonical user. */
  readonly offsets: Uint32Array;
  /** Canonical item per row. */
  readonly item: Uint32Array;
  /** Seconds per row. */
  readonly time: Float64Array;
  /** Rating per row, where the data has ratings. */
  readonly rating?: Float32Array;
}
