import type { QueryBatch, TrainView } from "./contract/mod.ts";
import type { SessionHost } from "./session_host.ts";
import type { SessionVectors } from "./session_vectors.ts";

/** A scorer on the method's side, as the host asks it. */
export interface SessionScorer {
  /**
   * What it offers besides scores.
   *
   * @throws {PluginFailure} when the run is over
   */
  offers(): Promise<SessionOffers>;
  /**
   * Scores one frame. Length, type and ±Infinity are checked here.
   *
   * @throws {PluginFailure} when the run is over
   */
  score(batch: QueryBatch): Promise<Float32Array>;
  /**
   * Its vectors, or undefined if it has none.
   *
   * @throws {PluginFailure} when the run is over
   */
  vectors(): Promise<SessionVectors | undefined>;
  /**
   * Adapts: gives a scorer for a target domain, and leaves this one as it is. The view's catalogue goes
   * on from that of this scorer: the same items first, at most one domain more. No events: zero-shot.
   *
   * @throws {PluginFailure} "contract" if it has no `adapt()`: the run goes on; else when it is over
   * @throws {TypeError} if the catalogue does not go on from this scorer's
   */
  adapt(target: TrainView, host: SessionHost): Promise<SessionScorer>;
  /**
   * Its weights, for `Session.load` of another session of the same method.
   *
   * @throws {PluginFailure} "contract" if it has no `save()`: the run goes on; else when it is over
   */
  save(): Promise<Uint8Array>;
}

/** What a method offers besides fit and scores. */
export interface SessionOffers {
  /** The scorer has `vectors`. */
  readonly vectors: boolean;
  /** The scorer has `adapt`. */
  readonly adapt: boolean;
  /** The scorer has `save`. */
  readonly save: boolean;
  /** The method has `load`. */
  readonly load: boolean;
}
