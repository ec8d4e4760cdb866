import type { QueryBatch } from "./query_batch.ts";

/** A scorer whose score is ⟨query vector, item vector⟩ + bias, so that the host can rank a catalogue itself. */
export interface TwoTower {
  /** Query vectors, row-major `batch.length × size`. */
  queries(batch: QueryBatch): Promise<Float32Array>;
  /** Item vectors (row-major `pool × size`) and biases of a domain's pool in a popularity interval. */
  items(
    domain: number,
    interval: number,
  ): Promise<{ vectors: Float32Array; bias: Float32Array }>;
}
