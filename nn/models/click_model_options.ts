import type { ClickNetwork } from "./click_network.ts";

/** What a `JointClickModel` is made of, beside the data. */
export interface ClickModelOptions {
  /** Numbers per user vector, and per part of an item's. */
  readonly size: number;
  /** Weight of the squares of the vectors that a step reads; 0 if it is not given. */
  readonly regularisation?: number;
  /** The run's seed. */
  readonly seed: number;
  /** The network, by the sizes of its inputs. */
  readonly network: (sizes: { userSize: number; itemSize: number }) => ClickNetwork;
}
