import preset from "../../datasets/tundra-exposure/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import type { TundraConfig } from "../../datasets/synthetic/tundra_config.ts";

/** What a study varies of a world of the domains books and games. */
export interface TwoDomains {
  /** Seed of the generator. */
  readonly seed: number;
  readonly users: number;
  /** Items per domain. */
  readonly items: number;
  /** Share of the users that are active in both; the others are halved between them. */
  readonly overlap: number;
  /** Correlation of the domains: 1 = same tastes and transitions, 0 = unrelated ones. */
  readonly correlation: number;
  /** Mean events per member, of books and of games; at least 4. */
  readonly events: readonly [number, number];
}

/** A world like tundra-exposure, but that everything is seen; nothing else is hidden in it. */
export function twoDomains(options: TwoDomains): TundraConfig {
  const { seed, users, items, overlap, correlation, events } = options, alone = (1 - overlap) / 2;
  const membership = [
    { domains: ["books", "games"], share: overlap },
    { domains: ["books"], share: alone },
    { domains: ["games"], share: alone },
  ];
  return checkTundraConfig({
    ...preset.config,
    seed,
    users,
    exposure: null,
    domains: preset.config.domains.map((domain, d) => ({
      ...domain,
      items,
      events: { minimum: 4, mean: events[d], maximum: 60 },
    })),
    membership: membership.filter(({ share }) => share > 0),
    correlation: [[1, correlation], [correlation, 1]],
  });
}
