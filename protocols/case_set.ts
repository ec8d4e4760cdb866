/**
 * The cases of one part (validation or test) in columns, sorted into frames. A case is one timeline
 * event that is an answer; its query's history is what `visible` leaves of the user's earlier events.
 */
export interface CaseSet {
  /** Number of cases. */
  readonly length: number;
  /** Canonical user per case. */
  readonly user: Uint32Array;
  /** Timeline row of the answer per case. */
  readonly event: Uint32Array;
  /** Canonical item that is the answer per case. */
  readonly target: Uint32Array;
  /** Target domain per case. */
  readonly domain: Uint8Array;
  /** Seconds per case: the answer's time. */
  readonly time: Float64Array;
  /** Popularity interval per case: `floor(time / (86400 · days))`. */
  readonly interval: Float64Array;
  /** Frame f holds the cases `frames[f]` up to `frames[f + 1]`. */
  readonly frames: Uint32Array;
  /**
   * Per timeline event, whether it may stand in a history of this part: 0 never, 1 in every
   * history after it, 2 only in histories of cases of its own domain.
   */
  readonly visible: Uint8Array;
  /** Most rows of a history, the last ones; all of them where it is not said. */
  readonly historyLength?: number;
  /** Per timeline event: 1 = it counts in this part's popularity once its interval has closed. */
  readonly counted: Uint8Array;
  /** Sampled candidates per case in CSR form, the target first, then in the order drawn; absent for full ranking. */
  readonly candidates?: { readonly offsets: Uint32Array; readonly items: Uint32Array };
  /** Per case: 1 = counts in the headline. */
  readonly headline: Uint8Array;
  /** Per case: 1 = the target may be learned from, as `Task.trained` says. */
  readonly warm: Uint8Array;
  /** Per slice of the protocol but `domain`, and "time-tied", a flag per case. */
  readonly slices: Readonly<Record<string, Uint8Array>>;
  /** Per case: 1 = another event of the user has the target's very time, so that its order hangs on the tie rule. */
  readonly timeTied: Uint8Array;
}
