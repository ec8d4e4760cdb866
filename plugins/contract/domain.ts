/** One domain of a task. A method is never told its name. */
export interface Domain {
  /** `source`: only learned from; `target`: only asked about; `both`: both. */
  readonly role: "source" | "target" | "both";
  /**
   * The candidate pool of a full ranking, ascending item indices: what `{ kind: "domain" }`
   * asks to score. Empty for a source.
   */
  readonly pool: Uint32Array;
}
