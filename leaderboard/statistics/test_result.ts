/** What a paired test says of the differences between two rows. */
export interface TestResult {
  /** The test's statistic; null where it is infinite: differences that are all the same but not 0. */
  readonly statistic: number | null;
  /** Two-sided p-value, uncorrected. */
  readonly p: number;
}
