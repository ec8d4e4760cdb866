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
  /** Events, of those in the task, of an item that the user already had in that domain. */
  readonly repeats: number;
  /**
   * Events of the data that left the task: those after a sequence's test answer; of rows or users with
   * too few events (open world, time windows); of users without cases and of domains other than the two
   * (clicks); of the sources' test users (where users are split). None where time is cut at moments.
   */
  readonly dropped: number;
  /**
   * Sequences that were to be asked and give no case. A sequence is what the split goes by: a user's
   * events over all domains or in one. Where users are split, only those of users who are asked count.
   */
  readonly sequencesWithoutCases: number;
  /** Validation cases asked (at most the protocol's limit). */
  readonly validationCases: number;
  /** Test cases. */
  readonly testCases: number;
  /** Test cases whose target may not be learned from, as `Task.trained` says. */
  readonly coldCases: number;
  /** Test cases whose pool was too small for the protocol's number of negatives. */
  readonly exhaustedCases: number;
  /** Test cases whose order hangs on a time tie. */
  readonly timeTiedCases: number;
  /** Where answers are labels: test cases whose label is 1. */
  readonly likedCases?: number;
}
