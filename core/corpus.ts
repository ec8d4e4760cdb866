import type { Interactions } from "./interactions.ts";
import type { ItemCatalogue } from "./item_catalogue.ts";

/** One dataset after its documented filters: interactions, catalogue, raw ids. It stays on the host. */
export interface Corpus {
  /** Dataset id, or the file's name without its endings. */
  readonly id: string;
  /** SHA-256 of the dataset's bytes: of the file as it lies on disk, or of a generator's output. */
  readonly sha256: string;
  /** Raw user ids in UTF-8 order; a user index points here. */
  readonly users: readonly string[];
  /** Every item. */
  readonly catalogue: ItemCatalogue;
  /** Every event. */
  readonly interactions: Interactions;
  /** Exact duplicates (user, item, time) that were dropped. */
  readonly duplicates: number;
}
