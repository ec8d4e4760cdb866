import type { Corpus } from "../../core/corpus.ts";
import type { TundraTruth } from "./tundra_truth.ts";

/** A generated corpus and what was planted in it. */
export interface Tundra {
  /** The data, as any other dataset gives it. */
  readonly corpus: Corpus;
  /** The planted truth, in the corpus's indices. */
  readonly truth: TundraTruth;
}
