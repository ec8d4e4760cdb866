import type { Catalogue } from "./catalogue.ts";
import type { Histories } from "./histories.ts";
import type { PopularityHistory } from "./popularity_history.ts";

/** Everything a method may learn from. */
export interface TrainView {
  /** Number of users; user u's events are sequence u of `events`. */
  readonly users: number;
  /** Training events per user, merged over the domains in time order. */
  readonly events: Histories;
  /** The protocol's label per event (all 1 unless the protocol says otherwise). */
  readonly label: Float32Array;
  /** Bit `e % 8` of byte `e >> 3` is 1 where event e may be a training target. */
  readonly trainable: Uint8Array;
  /** Every item of the task. */
  readonly catalogue: Catalogue;
  /** How often each item was met in each interval of the training events. */
  readonly popularity: PopularityHistory;
}
