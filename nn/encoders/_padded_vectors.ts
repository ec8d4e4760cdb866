import type { Tensor } from "../tensor.ts";

/** Vectors of sequences side by side, padded on whichever side. */
export interface PaddedVectors {
  /** `batch × length × size`. */
  readonly vectors: Tensor;
  /** 1 for a position that is there, 0 for padding, `batch × length`. */
  readonly present: Uint8Array;
}
