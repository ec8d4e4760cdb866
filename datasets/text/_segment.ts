/** Vectors of some texts by one model. */
export interface Segment {
  /** SHA-256 of the model's files. */
  readonly modelSha256: string;
  /** SHA-256 of each text. */
  readonly hashes: readonly string[];
  /** Length of a vector. */
  readonly size: number;
  /** Row by row. */
  readonly vectors: Float32Array;
}

/**
 * How a segment lies in a file, in little endian: the SHA-256 of all that follows; `magic`, the number
 * of texts, the length of a vector and a zero as uint32; the SHA-256 of the model's files; that of
 * each text; the vectors as float32.
 */
export const SEGMENT_LAYOUT = { magic: 0x31564650, digest: 32, head: 16 + 32, hash: 32 } as const;
