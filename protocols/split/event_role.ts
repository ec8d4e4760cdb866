/** What a split makes of one event, as a byte. */
export const EventRole = {
  /** May be learned from. */
  training: 0,
  /** The answer of a validation case. */
  validation: 1,
  /** The answer of a test case. */
  test: 2,
  /** Neither learned from nor asked: between a sequence's two answers. */
  between: 3,
  /** After a sequence's test answer: leaves the task. */
  dropped: 4,
} as const;
