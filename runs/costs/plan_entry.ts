import type { WorkLeft } from "./work_left.ts";

/** What one method has to do on one task or part of it, how much of that is done, and the rest's cost. */
export interface PlanEntry extends WorkLeft {
  /** Method id. */
  readonly method: string;
  /** Names of the domains that it is trained and asked on. */
  readonly domains: readonly string[];
  /** Fingerprint of the task or the part. */
  readonly fingerprint: string;
  /** Test cases of each run. */
  readonly testCases: number;
  /** Seconds of the trials and runs that are left, one after the other; null if nothing is known. */
  readonly seconds: number | null;
  /** Peak memory of one of them in bytes; null if nothing is known. */
  readonly memoryBytes: number | null;
  /** Where seconds and memory come from; "unknown" if from nowhere, or why there is nothing to do. */
  readonly from: string;
}
