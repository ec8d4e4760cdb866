/** Who a method is and what it needs. */
export interface MethodMeta {
  /** Version of this contract; checked first. */
  readonly contract: 1;
  /** Folder name: lower case, digits and `_`. */
  readonly id: string;
  /** Version of the method, e.g. "1.0.0". */
  readonly version: string;
  /** Title for a table. */
  readonly title: string;
  /** Where it was published: authors, title, venue, year. */
  readonly citation: string;
  /** `paper`: as published; `released`: as the authors' code runs; `original`: ours. */
  readonly variant: "paper" | "released" | "original";
  /** How many domains it can learn from at once. */
  readonly domains: { readonly min: number; readonly max: number };
  /** What the task must bring. */
  readonly needs: readonly ("text" | "categories" | "ratings" | "overlap")[];
  /** Scores are logits, so that a log-loss means something. */
  readonly logits?: true;
  /** Id of the variant trained on one domain alone, the base of RelaImpr. */
  readonly singleDomain?: string;
}
