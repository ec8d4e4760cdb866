import type { Progress, QueryBatch } from "./contract/mod.ts";

/** What the host answers while a method fits, adapts or loads. */
export interface SessionHost {
  /**
   * Answers the method's `context.validate`: it is lent a function that scores frames with the scorer
   * in question, and gives back value and values by domain.
   */
  validate(
    score: (batch: QueryBatch) => Promise<Float32Array>,
  ): Promise<{ value: number; byDomain: Float64Array }>;
  /** Hears how far it is. */
  progress?(event: Progress): void;
  /** Keeps a state to go on from; what it keeps is `resume` of a later run of the same key. */
  checkpoint?(state: Uint8Array): Promise<void>;
  /** The last checkpoint of an interrupted run of the same key. */
  readonly resume?: Uint8Array;
}
