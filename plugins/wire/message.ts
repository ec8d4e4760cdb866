/** A column of numbers as it travels: f64, f32, i32, u32 or u8, little endian. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/**
 * What the host and a method's process say to each other: a type, some JSON, some columns.
 *
 * | the host says | the method answers | |
 * | --- | --- | --- |
 * | `hello` | `ready` | which method, what it is lent; meta, defaults, space |
 * | `fit`, `adapt`, `load` | `fitted`, `adapted`, `loaded` | each makes a scorer; the first has number 0 |
 * | `popularity` | | for the batches that follow |
 * | `score` | `scores` | one batch |
 * | `offers` | `offers` | which of vectors, adapt, save and load there are |
 * | `queries`, `items` | `queries`, `items` | vectors of a batch, or of a domain's pool with biases |
 * | `save` | `weights` | bytes for `load` |
 *
 * Until it has answered `fit`, `adapt` or `load`, the method may say `progress`, ask `checkpoint`
 * (answered by `kept`) and `validate` (answered by `score`, any number of times, then `validated`, or
 * by `refused`). It may say `error` at any time, and nothing after it.
 *
 * Questions but those three have an `id` that comes back with the answer; what is asked of another
 * scorer than number 0 has its number as `scorer`.
 */
export interface Message {
  /** What it is, e.g. "fit" or "scores". */
  readonly type: string;
  /** Small values: plain JSON, at most 1 MiB of it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Big values, by name. A name starts with a letter and has letters and digits. */
  readonly columns: Readonly<Record<string, Column>>;
}
