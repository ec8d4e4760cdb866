import type { MethodMeta, Progress, QueryBatch, TrainView } from "./contract/mod.ts";

/** A conversation with one method, through the wall or in-process: describe, fit, score, close. */
export interface Session {
  /** What the method says of itself, checked: contract version, id, domains. */
  readonly meta: MethodMeta;
  /** Its default config, checked to be plain JSON. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What a search may try, if it says so: plain JSON. */
  readonly space?: Readonly<Record<string, unknown>>;
  /**
   * Fits. `validate` answers the method's `context.validate`: it is lent a function that scores
   * frames with the scorer in question, and gives back value and values by domain.
   *
   * @throws {PluginFailure} when the run is over
   */
  fit(train: TrainView, config: object, host: {
    validate(
      score: (batch: QueryBatch) => Promise<Float32Array>,
    ): Promise<{ value: number; byDomain: Float64Array }>;
    progress?(event: Progress): void;
    /** Keeps a state to go on from; what it keeps is `resume` of a later run of the same key. */
    checkpoint?(state: Uint8Array): Promise<void>;
    /** The last checkpoint of an interrupted run of the same key. */
    readonly resume?: Uint8Array;
  }): Promise<void>;
  /**
   * Scores one frame with the fitted scorer. Length, type and ±Infinity are checked here.
   *
   * @throws {PluginFailure} when the run is over
   */
  score(batch: QueryBatch): Promise<Float32Array>;
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
