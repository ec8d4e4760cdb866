/** Tokens that are no pieces, and the mark of a piece that goes on with a word. */
export const SPECIAL_TOKENS = {
  /** It fills up; the suite never does. */
  padding: "[PAD]",
  /** What cannot be split: words of more than 100 bytes. */
  unknown: "[UNK]",
  /** Prefix of a piece that goes on with a word. */
  continuing: "##",
} as const;
