import type { Catalogue, MethodMeta, TrainView } from "./contract/mod.ts";
import type { SessionHost } from "./session_host.ts";
import type { SessionScorer } from "./session_scorer.ts";

/**
 * A conversation with one method, through the wall or in-process: describe, fit or load, score, close.
 * As a scorer it is the one that was fitted or loaded last. One question at a time.
 */
export interface Session extends SessionScorer {
  /** What the method says of itself, checked: contract version, id, domains. */
  readonly meta: MethodMeta;
  /** Its default config, checked to be plain JSON. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What a search may try, if it says so: plain JSON. */
  readonly space?: Readonly<Record<string, unknown>>;
  /**
   * Fits.
   *
   * @throws {PluginFailure} when the run is over
   */
  fit(train: TrainView, config: object, host: SessionHost): Promise<void>;
  /**
   * Loads what `save` of another session gave, instead of fitting.
   *
   * @throws {PluginFailure} "contract" if the method has no `load()`: the run goes on; else when it is
   * over
   */
  load(
    weights: Uint8Array,
    saved: { readonly catalogue: Catalogue; readonly config: object; readonly host: SessionHost },
  ): Promise<void>;
  /** Ends the run, whatever state it is in, and tells what it used. Never throws; may be called twice. */
  close(): Promise<SessionUsage>;
}

/** What a run used, by the host's reckoning. */
export interface SessionUsage {
  /** CPU seconds of the child and its threads. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the child in bytes. */
  readonly peakMemoryBytes: number;
  /** The last 4 KiB of what the child wrote to stderr. */
  readonly stderrTail: string;
}
