/** What a check of a submission found, line by line. */
export interface SubmissionReport {
  /** Version of this shape. */
  readonly schema: "permafrost/submission@1";
  /** In the order in which they were made. */
  readonly checks: readonly SubmissionCheck[];
}

/** One thing that was looked at. */
export interface SubmissionCheck {
  /** What was looked at. */
  readonly check:
    | "records" // files, keys, digests, marks and ranks from outcomes
    | "method" // one method, config and set of seeds
    | "protocol" // the protocol's hash is this suite's
    | "data" // the dataset's hash is that of the data here
    | "task" // frozen anew, the same fingerprint
    | "marks" // no better than can be
    | "costs" // no faster than can be
    | "validation" // no more calls than allowed
    | "plugin" // the code is that of the record
    | "again"; // one seed run once more
  /** `good` or `bad`; `open`: it could not be looked at. */
  readonly state: "good" | "bad" | "open";
  /** File, or method and task, that it is about. */
  readonly where: string;
  /** What it is; if it is bad or open, what was wanted. */
  readonly said: string;
}
