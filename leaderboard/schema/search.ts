/** All that decides what a search for a config tries, and by what it chooses. */
export interface SearchRule {
  /** Configs wanted, the first one included. */
  readonly trials: number;
  /** Seed of the draws. */
  readonly seed: number;
  /** Run seed of every trial. */
  readonly runSeed: number;
  /** What each config value is drawn from, as the method says; without those that the person chose. */
  readonly space: Readonly<Record<string, unknown>>;
  /** Trial 0: the defaults with what the person chose put over them. */
  readonly from: Readonly<Record<string, unknown>>;
}

/** How a run's config was chosen: by validation alone. */
export interface Search {
  /** What was wanted. */
  readonly rule: SearchRule;
  /** What was tried, in order; fewer than wanted if the space holds no more. */
  readonly trials: readonly SearchTrial[];
  /** Index of the trial that was chosen: the first of those with the highest value. */
  readonly chosen: number;
}

/** One config that was tried. */
export interface SearchTrial {
  /** The whole config. */
  readonly config: Readonly<Record<string, unknown>>;
  /**
   * The selection metric on validation: the best that `context.validate` gave while it fitted, or that
   * of what it fitted if it never asked. Null if it failed.
   */
  readonly value: number | null;
  /** Validations that it took. */
  readonly validationCalls: number;
  /** Why it failed (`PluginFailureCode`); null if it did not. */
  readonly failure: string | null;
}
