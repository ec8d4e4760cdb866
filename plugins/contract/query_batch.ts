import type { Candidates } from "./candidates.ts";
import type { Histories } from "./histories.ts";
import type { Popularity } from "./popularity.ts";

/**
 * Queries to answer, in ascending time; never two of one user. A scorer may not learn from them:
 * a query's scores may depend on that query, the popularity and the trained state only.
 */
export interface QueryBatch {
  /** Number of queries. */
  readonly length: number;
  /** User index of the train view per query, −1 for a user it does not hold. */
  readonly user: Int32Array;
  /** Target domain per query: every candidate is of this domain. */
  readonly domain: Uint8Array;
  /** Seconds per query. */
  readonly time: Float64Array;
  /** History per query: what the user did before, merged over the domains; may be empty. */
  readonly history: Histories;
  /** What to score. */
  readonly candidates: Candidates;
  /** Popularity of every item at this time. */
  readonly popularity: Popularity;
}
