import type { Rank } from "../../metrics/rank.ts";

/** Where an answer stands in a pool, and what stands on top of it. */
export interface PoolRank extends Rank {
  /**
   * The 20 best names, the best first; equal scores stand by ascending name, what has no score (NaN)
   * is left out, and `NO_ITEM` fills the rest.
   */
  readonly top: Uint32Array;
}

/** Stands for "no item" where a case has fewer than 20 ranked candidates. */
export const NO_ITEM = 0xffffffff;
