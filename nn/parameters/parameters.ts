/** A trained array in host memory: tables larger than a device's heap train like any other. */
export interface Parameter {
  /** Size per axis. */
  readonly shape: readonly number[];
  /** Row-major values; an optimiser changes them in place. */
  readonly values: Float32Array;
}

/** Every parameter of a model by its stable name, e.g. `blocks.0.attention.query.weight`. */
export type Parameters = Readonly<Record<string, Parameter>>;
