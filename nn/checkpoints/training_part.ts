import type { Parameters } from "../parameters/parameters.ts";

/** What one part of training goes on from: a model, an optimiser, a rule that stops. */
export interface TrainingPart {
  /** Arrays by stable names: weights, moments. */
  readonly arrays: Parameters;
  /** Numbers by stable names, kept exactly: steps taken, the best value so far. */
  readonly numbers: Readonly<Record<string, number>>;
}
