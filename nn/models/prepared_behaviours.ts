import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Some behaviours, ready for a step. */
export interface PreparedBehaviours {
  /** What the step reads: of a table, the rows that one of the behaviours uses. */
  readonly inputs: Parameters;
  /** By name of a table, which rows these are. */
  readonly rows: Readonly<Record<string, Uint32Array>>;
  /** Per part, from the inputs on the device to a logit per behaviour. */
  readonly logits: readonly ((weights: Weights) => Tensor)[];
  /** Per part, from the inputs on the device to a loss per behaviour (`labelLosses`), penalties included. */
  readonly losses: readonly ((weights: Weights) => Tensor)[];
  /**
   * Where vectors are regularised: the sum of the squares of all that are read, each once, over the
   * number of behaviours, times its weight.
   */
  readonly penalty?: (weights: Weights) => Tensor;
}
