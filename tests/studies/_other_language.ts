import preset from "../../datasets/tundra-study/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import type { TundraConfig } from "../../datasets/synthetic/tundra_config.ts";

/** The domains; `music` is the one whose texts are in the second language. */
const DOMAINS = ["books", "games", "music", "toys"] as const, TARGET = "music";

/**
 * The world of decision 0013: three domains with texts of one language, and one with texts of the other,
 * all related.
 *
 * @param options whether ten items of games are promoted for a while, and nothing else
 */
export function otherLanguage({ promotion }: { readonly promotion: boolean }): TundraConfig {
  const [pattern] = preset.config.domains;
  return checkTundraConfig({
    ...preset.config,
    users: 6000,
    domains: DOMAINS.map((name) => ({
      ...pattern,
      name,
      items: name === TARGET ? 2000 : 1000,
      events: { minimum: 4, mean: 12, maximum: 40 },
      secondLanguage: name === TARGET ? 1 : 0,
    })),
    membership: [DOMAINS, ...DOMAINS.map((name) => [name])]
      .map((domains) => ({ domains, share: 0.2 })),
    correlation: DOMAINS.map((_, a) => DOMAINS.map((_, b) => a === b ? 1 : 0.8)),
    promotion: promotion ? preset.config.promotion : null,
  });
}
