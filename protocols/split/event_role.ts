/** What a split makes of one event, as a byte. */
export const EventRole = {
  /** May be learned from. */
  training: 0,
  /** The answer of a validation case. */
  validation: 1,
  /** The answer of a test case. */
  test: 2,
  /** Neither learned from nor asked, but part of the task: such as between a sequence's two answers. */
  between: 3,
  /** Leaves the task: such as after a sequence's test answer. */
  dropped: 4,
  /** The answer of a case that is asked while a method adapts. */
  adaptValidation: 5,
} as const;
