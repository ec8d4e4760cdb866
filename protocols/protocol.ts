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
  /** What becomes of each event. */
  readonly split: Split;
  /** Variants of the split by name, each a task of its own: an arm's values stand in the split. */
  readonly arms?: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /**
   * An arm for every ordered pair of domains, `source→target`, or for every domain as the target, and
   * within these the `arms`; the names stand in the split.
   */
  readonly armsOver?: "pair" | "target";
  /** What each query has to rank. */
  readonly candidates: SampledCandidates | FullCandidates | ShownCandidate;
  /** Length in days of a popularity interval. */
  readonly popularityDays: number;
  /** Most queries in one frame. */
  readonly frame: number;
  /** Most validation cases, chosen by hash. */
  readonly validationCases: number;
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Slices beside the headline. */
  readonly slices: readonly SliceName[];
}

/** Some of a task's cases: `domain` stands for one slice a domain. */
export type SliceName =
  | "domain"
  | "cold"
  | "warm"
  | "overlapping"
  | "single-domain"
  | "exposed"
  | "unexposed"
  | "known-user"
  | "new-user"
  | "unseen";

/** How a protocol splits events. */
export type Split =
  | LeaveOneOutSplit
  | OpenWorldSplit
  | TimeWindowsSplit
  | GlobalTimeSplit
  | ClickSplit
  | UserSplit;

/** The last non-repeat of a sequence is the test answer, the one before the validation answer. */
export interface LeaveOneOutSplit {
  /** Tag. */
  readonly kind: "leave-one-out";
  /** What a sequence is: a user's events over all domains, or in one. */
  readonly by: "user" | "user-domain";
  /** Fewest events of a sequence with cases. */
  readonly minimumEvents: number;
}

/**
 * Rows are a user's events in one domain. Short rows leave the task; each of the others gives its last
 * non-repeat to test and the one before to validation. What may be learned from are exposed rows.
 */
export interface OpenWorldSplit {
  /** Tag. */
  readonly kind: "open-world";
  /** Fewest events of a row that stays. */
  readonly minimumEvents: number;
  /** Share of the users with one row whose row is exposed, by a hash; users with two always are. By arm. */
  readonly exposed: number;
}

/** Windows of days that end with the last event: the last one is test, the one before validation. */
export interface TimeWindowsSplit {
  /** Tag. */
  readonly kind: "time-windows";
  /** Fewest events of a user who stays, over all domains. */
  readonly minimumEvents: number;
  /** Length of a window. */
  readonly days: number;
  /** Least share of the events that is to be training. */
  readonly leastTraining: number;
  /** 1: users stay one over the domains; 0: a user of two domains becomes two users. By arm. */
  readonly overlap: number;
}

/** Two moments for all users: before the first is training, from the second on test. */
export interface GlobalTimeSplit {
  /** Tag. */
  readonly kind: "global-time";
  /** Least share of all events before the first moment. */
  readonly validationFrom: number;
  /** Least share of all events before the second. */
  readonly testFrom: number;
}

/** The last two events of a user in the target domain; what is asked of them is their label. */
export interface ClickSplit {
  /** Tag. */
  readonly kind: "click";
  /** Fewest target events of a user who stays. */
  readonly minimumEvents: number;
  /** An event's label is 1 if its rating is above. */
  readonly likedAbove: number;
  /** Name of the source domain. By arm. */
  readonly source: string;
  /** Name of the target domain. By arm. */
  readonly target: string;
}

/** Users are split in every domain; a method learns from all but one, the target, and may adapt to it. */
export interface UserSplit {
  /** Tag. */
  readonly kind: "users";
  /** Shares of training, validation and test users. */
  readonly shares: readonly [number, number, number];
  /** Most events of a history, the last ones. */
  readonly historyLength: number;
  /** Name of the target domain. By arm. */
  readonly target: string;
  /** Samples that a method may adapt to: 0 = none (zero-shot), null = all. By arm, or in the file. */
  readonly samples: number | null;
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
  /** `trained`: items with a training event, and cold cases among the others; `catalogue`: all. */
  readonly pool: "trained" | "catalogue";
  /** The query's history stays among the candidates. */
  readonly keepHistory?: true;
}

/** The one item that was shown: a method says how much it will be liked. */
export interface ShownCandidate {
  /** Tag. */
  readonly kind: "shown";
  /** All items of the domain may be shown. */
  readonly pool: "catalogue";
}
