/** A column of numbers as it travels: f64, f32, i32, u32 or u8, little endian. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** What the host and a method's process say to each other: a type, some JSON, some columns. */
export interface Message {
  /** What it is, e.g. "fit" or "scores". */
  readonly type: string;
  /** Small values: plain JSON, at most 1 MiB of it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Big values, by name. A name starts with a letter and has letters and digits. */
  readonly columns: Readonly<Record<string, Column>>;
}
