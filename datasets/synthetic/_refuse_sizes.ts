import { refusal } from "./_refusal.ts";
import type { TundraConfig } from "./tundra_config.ts";

/**
 * Refuses what only several fields together can get wrong: more repeats or links than items, a
 * promotion nowhere, thinning that would leave repeats side by side.
 *
 * @throws {UserError} naming the field, what it is and what was expected
 */
export function refuseSizes(config: TundraConfig): void {
  const { domains, clusters, sequence, repeats, promotion, exposure } = config;
  domains.forEach(({ name, items, events, noise }, i) => {
    const ordinary = items - Math.round(items * noise.itemShare);
    const always = ordinary - Math.round(items * config.cold.share);
    if (always < clusters * Math.max(2, sequence.links)) {
      const least = clusters * Math.max(2, sequence.links);
      throw refusal(
        `domains[${i}].items`,
        items,
        `at least ${least} that are neither cold nor noise`,
      );
    }
    if (repeats === "none" && events.maximum > always / 2) {
      const most = Math.floor(always / 2);
      throw refusal(
        `domains[${i}].events.maximum`,
        events.maximum,
        `at most ${most} without repeats`,
      );
    }
    if (noise.itemRate > 0 && Math.round(items * noise.itemShare) < 2) {
      throw refusal(`domains[${i}].noise.itemShare`, noise.itemShare, "at least two noise items");
    }
    if (promotion?.domain === name && promotion.items > always) {
      throw refusal(
        "promotion.items",
        promotion.items,
        `at most ${always}, as many as are ordinary`,
      );
    }
  });
  if (promotion && !domains.some(({ name }) => name === promotion.domain)) {
    throw refusal("promotion.domain", promotion.domain, "the name of a domain");
  }
  if (promotion && promotion.fromDay >= promotion.toDay) {
    throw refusal("promotion.toDay", promotion.toDay, `a day after ${promotion.fromDay}`);
  }
  if (exposure && repeats !== "none") {
    throw refusal("repeats", repeats, '"none" where exposure thins the events');
  }
  if (config.text.themeWords > config.text.wordsPerCluster) {
    throw refusal("text.themeWords", config.text.themeWords, "at most wordsPerCluster");
  }
}
