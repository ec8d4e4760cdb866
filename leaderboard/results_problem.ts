/** One thing that is wrong with one file of a results folder. */
export interface ResultsProblem {
  /** Path within the folder. */
  readonly file: string;
  /** What it is, and what was expected. */
  readonly problem: string;
}
