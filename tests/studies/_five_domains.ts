import preset from "../../datasets/tundra-exposure/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import type { TundraConfig } from "../../datasets/synthetic/tundra_config.ts";

/** Names of the domains; the last one has nothing in common with the others. */
export const FIVE = ["books", "films", "games", "music", "tools"] as const;

/**
 * A world of five domains, all of which every user is in: four are correlated by 0.8, tastes and
 * transitions alike; the fifth is unrelated to them. Nothing else is hidden in it.
 */
export function fiveDomains(
  { seed, users, items, events }: {
    seed: number;
    users: number;
    /** Per domain. */
    items: number;
    /** Mean events per user and domain; at least 4. */
    events: number;
  },
): TundraConfig {
  const [pattern] = preset.config.domains, last = FIVE.length - 1;
  return checkTundraConfig({
    ...preset.config,
    seed,
    users,
    exposure: null,
    domains: FIVE.map((name) => ({
      ...pattern,
      name,
      items,
      events: { minimum: 4, mean: events, maximum: 40 },
    })),
    membership: [{ domains: FIVE, share: 1 }],
    correlation: FIVE.map((_, a) =>
      FIVE.map((_, b) => a === b ? 1 : a === last || b === last ? 0 : 0.8)
    ),
  });
}
