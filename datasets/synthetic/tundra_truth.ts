/**
 * What `generateTundra` planted, in columns: per user and item in the corpus's canonical indices,
 * per event in the corpus's order. Tables are row-major. Host only, like every answer.
 */
export interface TundraTruth {
  /** Per item. */
  readonly items: {
    /** Cluster: the same number is the same subject in every domain. */
    readonly cluster: Uint16Array;
    /** Theme within the cluster, 0 … 1 (not 1): links, carries and words go by it. */
    readonly theme: Float64Array;
    /** Seconds from which it can be picked; the first moment for all but cold items. */
    readonly launch: Float64Array;
    /** 1 = a noise item: only item noise picks it. */
    readonly noise: Uint8Array;
    /** 1 = its text is in the second language. */
    readonly secondLanguage: Uint8Array;
    /** Standard normal score that lifts its ratings. */
    readonly quality: Float32Array;
    /** Item factor of the propensity; 1 without exposure. */
    readonly propensity: Float64Array;
    /**
     * Popularity rank among its domain's items that are not noise, from 1; 0 for noise items.
     * Period p of item i stands at `p · items + i`.
     */
    readonly rank: Uint32Array;
  };
  /** Per user. */
  readonly users: {
    /** Group. */
    readonly group: Uint16Array;
    /** Bit d = active in domain d; users with two bits overlap. */
    readonly membership: Uint32Array;
    /** Bit d = noisy in domain d. */
    readonly noisy: Uint32Array;
    /** User factor of the propensity; P(seen) of (user, item) = user factor × item factor. */
    readonly propensity: Float64Array;
  };
  /** Per domain: users × clusters standard normal scores, of members and others alike. */
  readonly taste: readonly Float32Array[];
  /** Per domain: clusters × clusters, P(next cluster | last cluster), rounded to float32. */
  readonly transition: readonly Float32Array[];
  /**
   * Per domain: clusters × clusters, how far a link moves the theme, 0 … 1, wrapping round. Exact:
   * links go by these float32 numbers.
   */
  readonly shift: readonly Float32Array[];
  /** Per event: 1 = noise (by user or by item). */
  readonly noise: Uint8Array;
  /** Per event: index into `TUNDRA_CAUSES`. */
  readonly cause: Uint8Array;
  /** Events that the propensity removed, sorted by (user, time): part of no corpus. */
  readonly thinned: {
    /** User per removed event. */
    readonly user: Uint32Array;
    /** Item per removed event. */
    readonly item: Uint32Array;
    /** Seconds per removed event. */
    readonly time: Float64Array;
  };
  /** Popularity periods: period p begins at `start + p · seconds`. */
  readonly periods: {
    /** Their number. */
    readonly length: number;
    /** Seconds of the first moment. */
    readonly start: number;
    /** Seconds per period. */
    readonly seconds: number;
  };
  /** The promotion, if there is one: `from` ≤ time < `to`. */
  readonly promotion: {
    /** Domain index. */
    readonly domain: number;
    /** Promoted items, ascending. */
    readonly items: Uint32Array;
    /** Seconds of its begin. */
    readonly from: number;
    /** Seconds of its end. */
    readonly to: number;
  } | null;
  /** One row per concept: cluster c's are the rows c · n … (c + 1) · n − 1 in theme order, then the common ones. */
  readonly dictionary: {
    /** Cluster per concept; −1 = of no cluster. */
    readonly cluster: Int16Array;
    /** Word in the first language. */
    readonly first: readonly string[];
    /** Word in the second language. */
    readonly second: readonly string[];
  };
}
