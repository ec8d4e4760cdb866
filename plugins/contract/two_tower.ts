import type { QueryBatch } from "./query_batch.ts";

/**
 * A scorer whose score is ⟨query vector, item vector⟩ + bias, so that the host can rank a catalogue
 * itself. Every vector of a scorer has the same size, 1 to 4,096 numbers; a number may be NaN (what it
 * touches cannot be scored), ±Infinity fails the run.
 */
export interface TwoTower {
  /** Query vectors, row-major `batch.length × size`. The batch's candidates are of no matter. */
  queries(batch: QueryBatch): Promise<Float32Array>;
  /**
   * Item vectors (row-major `pool × size`) and biases of a domain's pool in a popularity interval: one
   * whose popularity a batch has shown before.
   */
  items(
    domain: number,
    interval: number,
  ): Promise<{ vectors: Float32Array; bias: Float32Array }>;
}
