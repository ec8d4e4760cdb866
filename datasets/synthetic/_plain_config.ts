import tiny from "../tundra-tiny/dataset.json" with { type: "json" };
import { checkTundraConfig } from "./check_tundra_config.ts";
import type { TundraConfig } from "./tundra_config.ts";

/**
 * For tests: the tiny preset without noise, promotion, cold items and repeat rule, so that every draw
 * follows the planted probabilities exactly and a test can plant one thing at a time.
 */
export function plainConfig(changes: Partial<TundraConfig>): TundraConfig {
  const config = checkTundraConfig(tiny.config);
  return {
    ...config,
    domains: config.domains.map((domain) => ({
      ...domain,
      noise: { userShare: 0, userRate: 0, itemShare: 0, itemRate: 0 },
    })),
    promotion: null,
    cold: { share: 0, days: 0 },
    repeats: "any",
    ...changes,
  };
}
