import type { TextInput } from "../leaderboard/schema/run_record.ts";

/** The texts of a corpus's items as vectors: what a plugin that needs text is shown. */
export interface ItemTexts {
  /** What a record says of them. */
  readonly about: TextInput;
  /** Row of `vectors` per text; the texts of parts of the corpus are among them. */
  readonly rows: ReadonlyMap<string, number>;
  /** Row by row, `about.size` numbers each: of length 1, or zero for an empty text. */
  readonly vectors: Float32Array;
}
