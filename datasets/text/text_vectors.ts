/** Texts as vectors, in the texts' order. */
export interface TextVectors {
  /** Length of a vector; 0 if there is no text but empty ones. */
  readonly size: number;
  /** Row by row: of length 1, or zero for an empty text. */
  readonly vectors: Float32Array<ArrayBuffer>;
  /** Different texts whose vectors the cache had. */
  readonly cached: number;
  /** Different texts that went through the model. */
  readonly embedded: number;
  /** Damaged files of the cache: what they held was made again. */
  readonly damaged: number;
}
