import preset from "../../datasets/tundra-study/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import type { TundraConfig } from "../../datasets/synthetic/tundra_config.ts";

/** Half of the source's events are noise: those on items of its own, or all of half of the users. */
const NOISE = {
  none: { userShare: 0, userRate: 0, itemShare: 0, itemRate: 0 },
  item: { userShare: 0, userRate: 0, itemShare: 0.3, itemRate: 0.5 },
  user: { userShare: 0.5, userRate: 1, itemShare: 0, itemRate: 0 },
} as const;

/** The source tells more of a user than the target does. */
const EVENTS = {
  source: { minimum: 4, mean: 24, maximum: 80 },
  target: { minimum: 3, mean: 6, maximum: 40 },
} as const;

/** The worlds of decision 0014: a source, books, with noise, and a target, games, without. */
export function noisySource(
  { noise, correlation, seed }: {
    readonly noise: keyof typeof NOISE;
    readonly correlation: number;
    readonly seed: number;
  },
): TundraConfig {
  const [pattern] = preset.config.domains;
  const domain = (
    name: string,
    events: (typeof EVENTS)[keyof typeof EVENTS],
    noise: (typeof NOISE)[keyof typeof NOISE],
  ) => ({
    ...{ ...pattern, name, noise },
    events,
  });
  return checkTundraConfig({
    ...preset.config,
    seed,
    users: 3000,
    domains: [
      domain("books", EVENTS.source, NOISE[noise]),
      domain("games", EVENTS.target, NOISE.none),
    ],
    membership: [{ domains: ["books", "games"], share: 1 }],
    correlation: [[1, correlation], [correlation, 1]],
    promotion: null,
    clusters: 4,
    categories: 1,
    rating: { mean: 3, taste: 1, quality: 0.1, noise: 0.7 },
  });
}
