import type { Device } from "./device.ts";
import type { Progress } from "./progress.ts";
import type { Scorer } from "./scorer.ts";

/** What the host lends a method while it fits, adapts or loads, and no longer. */
export interface FitContext {
  /** The run seed, a uint32: the only source of randomness. */
  readonly seed: number;
  /**
   * Aborted when an in-process run is given up; seen only at an `await`, never inside a synchronous
   * step. Behind the wall the process is ended instead.
   */
  readonly signal: AbortSignal;
  /** Where tensors live. */
  readonly device: Device;
  /**
   * The host scores the validation cases with this scorer, by the protocol's selection metric:
   * its macro mean over target domains, and by domain (NaN for a domain without cases). Higher is better.
   * While a scorer adapts, the cases are the target's.
   *
   * @throws {Error} after 500 calls
   */
  validate(scorer: Scorer): Promise<{ value: number; byDomain: Float64Array }>;
  /** Tells how far it is. */
  progress(event: Progress): void;
  /** Gives the host a state to go on from after an interruption: resumed equals uninterrupted, byte for byte. */
  checkpoint(state: Uint8Array): Promise<void>;
  /** The last checkpoint of an interrupted run of the same key. */
  readonly resume?: Uint8Array;
}
