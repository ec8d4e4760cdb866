import type { Domain } from "./domain.ts";

/**
 * Every item of a task, sent once per phase. An item index is one (domain, raw item); indices are
 * shuffled by the run seed, so their order says nothing.
 */
export interface Catalogue {
  /** Number of items, over all domains. */
  readonly items: number;
  /** Domains; a domain index points here. */
  readonly domains: readonly Domain[];
  /** Domain index per item. */
  readonly itemDomain: Uint8Array;
  /** Equal for the same raw item in several domains; else every item has its own. */
  readonly itemIdentity: Uint32Array;
  /** Text vectors, row-major `items × itemTextSize`, where the task has text. */
  readonly itemText?: Float32Array;
  /** Numbers per text vector; 0 without text. */
  readonly itemTextSize: number;
  /** Category index per item, where the task has categories. */
  readonly itemCategory?: Uint32Array;
}
