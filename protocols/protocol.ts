/** A frozen protocol as its JSON file says it: what is asked and how it is marked. */
export interface Protocol {
  /** File name without version: lower case, digits, `-`. */
  readonly id: string;
  /** A change is a new version; a published file is never edited. */
  readonly version: number;
  /** One line for a list. */
  readonly title: string;
  /** Protocol seed: fixes tie order, candidates and samples; the same for every run. */
  readonly seed: number;
  /** Number of domains it can use. */
  readonly domains: { readonly min: number; readonly max: number };
  /** How cases are cut from sequences. */
  readonly split: LeaveOneOutSplit;
  /** What each query has to rank. */
  readonly candidates: SampledCandidates | FullCandidates;
  /** Length in days of a popularity interval. */
  readonly popularityDays: number;
  /** Most queries in one frame. */
  readonly frame: number;
  /** Most validation cases, chosen by hash. */
  readonly validationCases: number;
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Slices beside the headline. */
  readonly slices: readonly ("domain" | "cold" | "warm")[];
}

/** The last non-repeat of a sequence is the test answer, the one before the validation answer. */
export interface LeaveOneOutSplit {
  /** Tag. */
  readonly kind: "leave-one-out";
  /** What a sequence is: a user's events over all domains, or in one. */
  readonly by: "user" | "user-domain";
  /** Fewest events of a sequence with cases. */
  readonly minimumEvents: number;
}

/** Drawn uniformly without replacement from the pool, without the query's own history and the target. */
export interface SampledCandidates {
  /** Tag. */
  readonly kind: "sampled";
  /** Number of negatives. */
  readonly count: number;
  /** `trained`: items with a training event; `catalogue`: all. */
  readonly pool: "trained" | "catalogue";
}

/** The whole pool of the target's domain; the host removes the history afterwards. */
export interface FullCandidates {
  /** Tag. */
  readonly kind: "full";
  /** All items of the domain. */
  readonly pool: "catalogue";
}
