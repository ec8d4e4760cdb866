import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The last items of one side that were liked, in the histories of some behaviours, padded on the right.
 */
export interface ClickHistory {
  /** Positions per history, padding included. */
  readonly length: number;
  /** Vectors, `size × length × itemSize`; before a user's first item stands the start token. */
  readonly vectors: Tensor;
  /** 1 for a position that is there, the start token's too, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
}

/** Some behaviours of one side on the device: their vectors. */
export interface ClickBatch {
  /** Number of behaviours. */
  readonly size: number;
  /** Vectors of the users, `size × userSize`. */
  readonly user: Tensor;
  /** Vectors of the items, `size × itemSize`. */
  readonly item: Tensor;
  /**
   * Vectors of the paired items of the other side, `size × itemSize`; the start token's for a branch
   * that does not read them.
   */
  readonly paired: Tensor;
  /** What was liked before in the domain that is asked about. */
  readonly target: ClickHistory;
  /** What was liked before in the other domains. */
  readonly source: ClickHistory;
}

/** What scores the behaviours of one side. */
export interface ClickBranch {
  /** What it reads beside user and item, and no more goes to the device for it. */
  readonly reads: {
    /** The paired items. */
    readonly paired?: true;
    /** Positions of the target histories, the start token included; none if it is not given. */
    readonly target?: number;
    /** Positions of the source histories. */
    readonly source?: number;
  };
  /** What the logits of this side depend on and those of the other do not, by name. */
  readonly parameters: Parameters;
  /** A logit per behaviour, `size`, which may depend on no other behaviour, nor on padding. */
  readonly logits: (weights: Weights, batch: ClickBatch) => Tensor;
  /** Where there is something besides: what is added to the loss of each behaviour, `size`. */
  readonly penalties?: (weights: Weights, batch: ClickBatch) => Tensor;
}

/** The network of a `JointClickModel`: everything that is trained but the vectors. */
export interface ClickNetwork {
  /** What the target's logits depend on and, where there are some, the source's too. */
  readonly parameters: Parameters;
  /** What scores the domain that is asked about. */
  readonly target: ClickBranch;
  /** What scores the others; none of a model of the target alone ("-S"). */
  readonly source?: ClickBranch;
}
