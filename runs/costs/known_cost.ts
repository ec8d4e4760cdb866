/** What one run of a method cost, and how large it was. */
export interface KnownCost {
  /** Method id. */
  readonly method: string;
  /** Where tensors lived; `host` for a control on the host. */
  readonly device: string;
  /** Task fingerprint; "" where it is not known. */
  readonly fingerprint: string;
  /** Whose figure it is, for people: dataset and protocol. */
  readonly about: string;
  /** How large it was. */
  readonly size: RunSize;
  /** Seconds by the host's clock; `start` is what no size explains: opening the process, writing. */
  readonly seconds: {
    readonly start: number;
    readonly fit: number;
    readonly validate: number;
    readonly score: number;
  };
  /** Peak resident memory of the child in bytes. */
  readonly memoryBytes: number;
}

/** What a run's time grows with. */
export interface RunSize {
  /** Training events, times `epochs` of the config if it has such a number. */
  readonly fitted: number;
  /** Scores of one validation, times `epochs`. */
  readonly validated: number;
  /** Scores of the test cases. */
  readonly scored: number;
  /** Training events: what memory grows with. */
  readonly events: number;
}
