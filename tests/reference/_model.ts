/** What becomes of an event: it is learned from, an answer, neither, or no part of the task. */
export type Role = "training" | "validation" | "test" | "adaptation" | "between" | "left";

/** Cases that are asked together: while a method fits, afterwards, or while it adapts. */
export type Part = "validation" | "test" | "adaptation";

/** One event. */
export interface Event {
  readonly user: string;
  readonly item: string;
  readonly domain: string;
  readonly time: number;
  readonly rating: number;
  /** The user had the item in the domain before. */
  repeat: boolean;
  role: Role;
  /** Where a method adapts: whether it sees the event then, and may learn to tell it. */
  adapted?: "seen" | "told";
}

/** What a split says beside the roles. */
export interface Split {
  /** Whether an earlier event of the user stands in the test history of an answer. */
  shows(event: Event, answer: Event): boolean;
  /** The same while a method learns; only what is training unless said. */
  showsEarly?(event: Event, answer: Event): boolean;
  /** Most events of a history, the last ones. */
  readonly longest?: number;
  /** Whether an event counts in the popularity of test frames. */
  counts(event: Event): boolean;
  /** Slices that only the split knows: whether a case belongs to them. */
  readonly slices: Readonly<Record<string, (answer: Event) => boolean>>;
}

/** One case: a query and its answer. */
export interface Case {
  readonly answer: Event;
  readonly history: readonly Event[];
  /** Items to rank, the answer first: drawn, or the whole pool without the history. */
  readonly candidates: readonly string[];
  readonly headline: boolean;
  /** Names of the slices that the case belongs to. */
  readonly slices: ReadonlySet<string>;
  /** Per item "domain/item": counted events of intervals that closed before, and of the last of them. */
  readonly popularity: ReadonlyMap<string, { total: number; last: number }>;
}

/** A protocol applied to a log. */
export interface ReferenceTask {
  /** Every user's events in order, those that left the task not among them. */
  readonly events: ReadonlyMap<string, readonly Event[]>;
  /** Per domain: its items that may be learned from, in order. */
  readonly trained: ReadonlyMap<string, readonly string[]>;
  /** Per domain: all its items, in order. */
  readonly catalogue: ReadonlyMap<string, readonly string[]>;
  /** Cases, frame by frame. */
  readonly validation: readonly (readonly Case[])[];
  readonly test: readonly (readonly Case[])[];
  readonly adaptation: readonly (readonly Case[])[];
}
