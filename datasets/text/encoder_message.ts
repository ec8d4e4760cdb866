/** First line to the encoder's process: what to load. */
export interface EncoderStart {
  /** Folder below which the model's id is a path. */
  readonly models: string;
  /** The model's id. */
  readonly id: string;
  /** Type of its weights. */
  readonly dtype: "fp32";
  /** Tokens of a text that are read. */
  readonly maxTokens: number;
}

/** Every other line to it. */
export interface EncoderTexts {
  /** Texts to embed. */
  readonly texts: readonly string[];
}

/**
 * A line from it: once that the model is there, with the length of its vectors; then an answer to
 * each line of texts, float32 in little endian as base64; or what is wrong, and nothing after it.
 */
export type EncoderAnswer =
  | { readonly kind: "ready"; readonly size: number }
  | { readonly kind: "vectors"; readonly base64: string }
  | { readonly kind: "error"; readonly message: string };
