import type { FitContext } from "./fit_context.ts";
import type { QueryBatch } from "./query_batch.ts";
import type { TrainView } from "./train_view.ts";
import type { TwoTower } from "./two_tower.ts";

/** A fitted method. */
export interface Scorer {
  /**
   * One number per candidate, in candidate order, query after query. Higher is better;
   * NaN = cannot score it (ranked below everything else); ±Infinity fails the run.
   */
  score(batch: QueryBatch): Promise<Float32Array>;
  /** The same scores as vectors, for ranking whole catalogues. */
  readonly vectors?: TwoTower;
  /**
   * A new scorer for a target domain; no events = zero-shot. This scorer stays valid, and may be adapted
   * again. The view's catalogue goes on from that of this scorer: its items have their indices and
   * identities, new ones follow, and there is at most one domain more.
   */
  adapt?(target: TrainView, context: FitContext): Promise<Scorer>;
  /** The weights as safetensors with stable names. */
  save?(): Promise<Uint8Array>;
  /** Frees what the scorer holds. */
  [Symbol.asyncDispose]?(): PromiseLike<void>;
}
