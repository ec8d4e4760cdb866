import type { Dropout } from "../layers/dropout.ts";
import type { Tensor } from "../tensor.ts";

/**
 * What a target-aware model scores: pairs of a history and an item. Histories stand side by side,
 * each behind the start token, padded on the right.
 */
export interface PairBatch {
  /** Number of histories. */
  readonly size: number;
  /** Positions per history, padding included. */
  readonly length: number;
  /** Vectors of the histories' items, `size × length × embeddingSize`. */
  readonly history: Tensor;
  /** 1 for a position that is there, the start token's too, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
  /** Seconds per position, NaN where no item is, `size × length`. */
  readonly time: Float64Array;
  /** Seconds at which is asked, per history. */
  readonly now: Float64Array;
  /** Index of every history's last position among `size × length`. */
  readonly last: Uint32Array;
  /** Vectors of the items to score, `pairs × embeddingSize`. */
  readonly target: Tensor;
  /** History per pair, ascending. */
  readonly row: Int32Array;
  /** While training only. */
  readonly training?: {
    /** For every layer that drops. */
    readonly dropout: Dropout;
    /** Item per row of the table that is on the device: each that the step uses, once. */
    readonly rows: Uint32Array;
    /**
     * Where the model asks for them (`unseen`): vectors of items that the users did not have, one per
     * position, `size × length × embeddingSize`.
     */
    readonly unseen?: Tensor;
  };
}
