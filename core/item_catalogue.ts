/**
 * Every item of a corpus, in canonical order: domains by UTF-8 bytes of their names, and within a
 * domain by UTF-8 bytes of the raw id. An index is one (domain, raw item).
 */
export interface ItemCatalogue {
  /** Number of items, over all domains. */
  readonly length: number;
  /** Domain names. A corpus without a domain column has the one domain "items". */
  readonly domains: readonly string[];
  /** Items of domain d are the indices `offsets[d]` up to, not including, `offsets[d + 1]`. */
  readonly offsets: Uint32Array;
  /** Domain index per item. */
  readonly domain: Uint8Array;
  /** Raw id per item: stays on the host. */
  readonly rawId: readonly string[];
  /** Equal for the same raw item in several domains, where the dataset says that domains share items. */
  readonly identity: Uint32Array;
  /** Text per item ("" where there is none), where the data has text. */
  readonly text?: readonly string[];
  /** Category index per item, where the data has categories. */
  readonly category?: Uint32Array;
  /** Category names, where the data has categories. */
  readonly categories?: readonly string[];
}
