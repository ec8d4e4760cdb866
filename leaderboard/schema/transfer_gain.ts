/** A method in one domain: trained on all domains, against trained on that domain alone. */
export interface DomainGain {
  /** Run seeds that both have, ascending. */
  readonly seeds: readonly number[];
  /** The config that was trained on that domain alone: with a search, it was looked for there. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Per metric name; without those that one of the two has no value of. */
  readonly metrics: Readonly<Record<string, MetricGain>>;
}

/** One metric of a method in one domain, over the headline cases of that domain. */
export interface MetricGain {
  /** Trained on that domain alone, per seed. */
  readonly alone: readonly number[];
  /**
   * Transfer gain: (a − b) / b, of the means over the seeds a (trained on all domains) and b (trained
   * on that domain alone). Null if b is 0.
   */
  readonly gain: number | null;
}
