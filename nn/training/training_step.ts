import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** One step of a training: a loss, and what it changes. */
export interface TrainingStep {
  /** What the loss is of, by name; of an embedding table, the rows that the step uses. */
  readonly inputs: Parameters;
  /** By name of such a table: which rows these are. */
  readonly rows?: Readonly<Record<string, Uint32Array>>;
  /** From the inputs on the device to one number; synchronous. */
  readonly loss: (weights: Weights) => Tensor;
  /** Inputs that the step changes: all where this is not given. The others are only read. */
  readonly trained?: readonly string[];
  /** Which of the optimisers takes the step: the first where this is not given. */
  readonly optimiser?: number;
  /**
   * The loss and what goes down instead of its gradients, by name: where they are not those that
   * `differentiate` gives, such as an implicit gradient.
   */
  readonly slopes?: () => Promise<{
    readonly value: number;
    readonly gradients: Readonly<Record<string, Float32Array>>;
  }>;
  /** Takes what the loss recorded (`Weights.record`), e.g. the statistics of a batch. */
  readonly recorded?: (records: Readonly<Record<string, Float32Array>>) => void;
}
