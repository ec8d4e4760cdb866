import type { QueryBatch } from "./contract/mod.ts";

/**
 * A scorer's vectors: its score of an item for a query is ⟨query vector, item vector⟩ + bias, so that
 * the host can rank a whole pool itself. Every vector of a scorer has the same size, 1 to 4,096
 * numbers; that, types, lengths and ±Infinity are checked here. A number may be NaN: what it touches
 * cannot be scored.
 */
export interface SessionVectors {
  /**
   * Query vectors, row-major `batch.length × size`. Candidates are of no matter: `{ kind: "domain" }`
   * is the least to send.
   *
   * @throws {PluginFailure} when the run is over
   */
  queries(batch: QueryBatch): Promise<Float32Array>;
  /**
   * Item vectors (row-major `pool × size`) and biases of a domain's pool, in the pool's order. They may
   * differ between popularity intervals, and a scorer knows the popularity of an interval from its
   * batches alone: ask `queries` of one before its items. They come straight into the memory that is
   * given back: a million vectors of 64 numbers take 256 MB of the host, once.
   *
   * @param interval popularity interval: `batch.popularity.interval` of the batches they are for
   * @throws {PluginFailure} when the run is over
   * @throws {RangeError} if there is no such domain or interval: the run goes on
   */
  items(
    domain: number,
    interval: number,
  ): Promise<{ readonly vectors: Float32Array; readonly bias: Float32Array }>;
}
