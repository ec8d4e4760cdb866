/**
 * Everything that `generateTundra` plants, spelled out: nothing has a hidden default, so a preset's
 * JSON says all. Rates and shares are fractions from 0 to 1; "standard deviations" are those of
 * standard normal scores.
 */
export interface TundraConfig {
  /** Seed of every stream. */
  readonly seed: number;
  /** Number of users, over all domains. */
  readonly users: number;
  /** When events happen. */
  readonly time: TundraTime;
  /** Domains, in the UTF-8 order of their names. */
  readonly domains: readonly TundraDomain[];
  /** Who is active where: patterns of domains with their shares of the users, which sum to 1. */
  readonly membership: readonly TundraMembership[];
  /**
   * Correlation of two domains, row by row (symmetric, 1 on the diagonal, positive semi-definite):
   * 1 = same tastes and transitions, 0 = unrelated ones.
   */
  readonly correlation: readonly (readonly number[])[];
  /** Number of discrete user groups of equal probability. */
  readonly groups: number;
  /** Number of item clusters: the same subjects in every domain. */
  readonly clusters: number;
  /** Number of categories; cluster c has category c mod `categories`. */
  readonly categories: number;
  /** Which clusters users like. */
  readonly taste: TundraTaste;
  /** How one event leads to the next. */
  readonly sequence: TundraSequence;
  /** Zipf popularity and its drift. */
  readonly popularity: TundraPopularity;
  /** Items that appear only at the end of time. */
  readonly cold: TundraCold;
  /**
   * Whether a user may have an item again in its domain: `none` never, `apart` but never at once
   * (no self-transition), `any` at any time.
   */
  readonly repeats: "none" | "apart" | "any";
  /** Thinning by a known propensity, or null: every event is seen. Needs `repeats` "none". */
  readonly exposure: TundraExposure | null;
  /** A promotion in one domain, or null. */
  readonly promotion: TundraPromotion | null;
  /** How ratings (1 … 5) come about. */
  readonly rating: TundraRating;
  /** How item texts come about. */
  readonly text: TundraText;
}

/** When events happen. A user's events are spread uniformly over the user's own stay. */
export interface TundraTime {
  /** Unix seconds of the first moment. */
  readonly start: number;
  /** Length of all time, in days. */
  readonly days: number;
  /** Users join uniformly over this first fraction of time. */
  readonly latestJoin: number;
  /** Share of the users that stay until the end of time. */
  readonly remain: number;
  /** Shortest stay of the others, as a fraction of all time: uniform from it to the end of time. */
  readonly shortestStay: number;
}

/** One domain. */
export interface TundraDomain {
  /** Its name. */
  readonly name: string;
  /** Number of items. */
  readonly items: number;
  /** Events per member before any thinning: `minimum` + a geometric number, cut at `maximum`. */
  readonly events: {
    /** Fewest events of a member (at least 2). */
    readonly minimum: number;
    /** Mean number of events, before the cut. */
    readonly mean: number;
    /** Most events. */
    readonly maximum: number;
  };
  /** Share of the items whose text is in the second language. */
  readonly secondLanguage: number;
  /** Events that say nothing about their user. */
  readonly noise: TundraNoise;
}

/** Noise replaces events and leaves all others as they were without it. */
export interface TundraNoise {
  /** Share of users that are noisy in this domain. */
  readonly userShare: number;
  /** Share of a noisy user's events that are replaced by a uniformly drawn ordinary item. */
  readonly userRate: number;
  /** Share of items that only noise ever picks. */
  readonly itemShare: number;
  /** Share of all events that are replaced by a uniformly drawn one of those items. */
  readonly itemRate: number;
}

/** One pattern of membership. */
export interface TundraMembership {
  /** Names of the domains in which such a user is active. */
  readonly domains: readonly string[];
  /** Share of the users. */
  readonly share: number;
}

/** Which clusters users like: P(cluster) ∝ exp(sharpness · score), scores standard normal. */
export interface TundraTaste {
  /** 0 = no taste; 2 = about half of the choices fall on one cluster in ten. */
  readonly sharpness: number;
  /** Share of a score's variance that the user's group decides; the rest is the user's own. */
  readonly groupWeight: number;
}

/** How one event leads to the next. */
export interface TundraSequence {
  /**
   * Chance that a user's next event stays in the domain (while the user has events left there); the
   * other times its domain is drawn by the events left.
   */
  readonly stay: number;
  /**
   * Chance, times the correlation of the two domains, that the first event after a change of domain
   * keeps the other domain's subject: same cluster, same theme, one of `links` items.
   */
  readonly carryRate: number;
  /** Chance that an event (not carried) follows the last one of its domain by a cluster transition. */
  readonly transitionRate: number;
  /** Transition probabilities are ∝ exp(sharpness · standard normal score). */
  readonly sharpness: number;
  /** Chance that a transition goes on to one of the last item's `links` successors in that cluster. */
  readonly linkRate: number;
  /** Number of successors per item and cluster. */
  readonly links: number;
}

/** Weight of an item = rank^−exponent among its domain's items; ranks are drawn anew per period. */
export interface TundraPopularity {
  /** Zipf exponent. */
  readonly exponent: number;
  /** Length of a period, in days. */
  readonly periodDays: number;
  /** Correlation of an item's (normal) popularity score with that of the period before; 1 = no drift. */
  readonly memory: number;
}

/** Items that appear only at the end of time. */
export interface TundraCold {
  /** Share of each domain's items. */
  readonly share: number;
  /** They are launched uniformly over the last so many days. */
  readonly days: number;
}

/**
 * Propensity of (user, item) = user factor × item factor. User factors are uniform from `userLow`
 * to 1, item factors go from `itemLow` to 1 with `popularityWeight` · (popularity quantile) +
 * (1 − `popularityWeight`) · (uniform number).
 */
export interface TundraExposure {
  /** Lowest user factor. */
  readonly userLow: number;
  /** Lowest item factor. */
  readonly itemLow: number;
  /** How far popular items are the exposed ones. */
  readonly popularityWeight: number;
}

/** A promotion replaces events and leaves all others as they were without it. */
export interface TundraPromotion {
  /** Name of its domain. */
  readonly domain: string;
  /** Number of promoted items. */
  readonly items: number;
  /** First day. */
  readonly fromDay: number;
  /** First day after it. */
  readonly toDay: number;
  /** Share of the domain's events in that time that are replaced by a promoted item. */
  readonly rate: number;
}

/**
 * rating = mean + taste · (user's score of the cluster) + quality · (item's normal score) + noise ·
 * (normal number), rounded and cut to 1 … 5; of a noise event: uniform over 1 … 5.
 */
export interface TundraRating {
  /** Mean before rounding, for a user without taste. */
  readonly mean: number;
  /** Weight of the user's taste. */
  readonly taste: number;
  /** Weight of the item's quality. */
  readonly quality: number;
  /** Standard deviation of the rest. */
  readonly noise: number;
}

/** How item texts come about: every concept has one word in each of two languages. */
export interface TundraText {
  /** Concepts per cluster, ordered by theme like the cluster's items. */
  readonly wordsPerCluster: number;
  /** Concepts that belong to no cluster. */
  readonly commonWords: number;
  /** Words per item. */
  readonly wordsPerItem: number;
  /** Chance that a word is from the item's cluster. */
  readonly topical: number;
  /** Such a word is one of so many neighbours at the item's theme. */
  readonly themeWords: number;
}
