/** One step of a fit, for the person who waits. */
export interface Progress {
  /** Steps done, e.g. epochs. */
  readonly done: number;
  /** Steps in all, if known. */
  readonly total?: number;
  /** Mean training loss of the step, if there is one. */
  readonly loss?: number;
}
