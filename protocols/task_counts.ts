/** What freezing a task met, all of it printed in the record. */
export interface TaskCounts {
  /** Users with an event in the task. */
  readonly users: number;
  /** Events in the task. */
  readonly events: number;
  /** Training events. */
  readonly trainingEvents: number;
  /** Exact duplicates (user, item, time) that ingest dropped. */
  readonly duplicates: number;
  /** Events of an item that the user already had in that domain. */
  readonly repeats: number;
  /** Events after a test answer, which leave the task. */
  readonly dropped: number;
  /** Sequences too short, or with too few non-repeats, to give cases. */
  readonly sequencesWithoutCases: number;
  /** Validation cases asked (at most the protocol's limit). */
  readonly validationCases: number;
  /** Test cases. */
  readonly testCases: number;
  /** Test cases whose target has no training event. */
  readonly coldCases: number;
  /** Test cases whose pool was too small for the protocol's number of negatives. */
  readonly exhaustedCases: number;
  /** Test cases whose order hangs on a time tie. */
  readonly timeTiedCases: number;
}
