/** What a corpus holds, in numbers: plain data, the same for the same corpus. */
export interface CorpusStatistics {
  /** Users. */
  readonly users: number;
  /** Items, over all domains. */
  readonly items: number;
  /** Events, without the exact duplicates. */
  readonly events: number;
  /** Exact duplicates (user, item, time) that were dropped. */
  readonly duplicates: number;
  /** Seconds of the first and the last event. */
  readonly time: { readonly first: number; readonly last: number };
  /** Share of the events that have another event of their user at the same time. */
  readonly tiedShare: number;
  /** Share of the events whose item their user already had. */
  readonly repeatShare: number;
  /** Every domain, in the catalogue's order. */
  readonly domains: readonly DomainStatistics[];
  /** Every pair of domains, in the catalogue's order: how many users have events in both. */
  readonly overlap: readonly {
    readonly domains: readonly [string, string];
    readonly users: number;
  }[];
}

/** What one domain holds, in numbers. */
export interface DomainStatistics {
  /** Its name. */
  readonly name: string;
  /** Users with an event in it. */
  readonly users: number;
  /** Its items. */
  readonly items: number;
  /** Its events. */
  readonly events: number;
  /** Distinct (user, item) pairs over users × items. */
  readonly density: number;
  /** Events per user of the domain: the mean. */
  readonly meanHistory: number;
  /** Events per user of the domain: the median, halfway between the middle two of an even count. */
  readonly medianHistory: number;
}
