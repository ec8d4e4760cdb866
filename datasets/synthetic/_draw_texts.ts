import { RandomStream } from "../../core/random_stream.ts";
import type { DomainWorld } from "./_draw_domain.ts";
import type { TundraConfig } from "./tundra_config.ts";
import type { TundraTruth } from "./tundra_truth.ts";

/**
 * Texts of one domain's items: words of the item's cluster near its theme, and common ones, each in
 * the item's language. The same draws in the other language give the same concepts.
 */
export function drawTexts(
  config: TundraConfig,
  { name, world, dictionary }: {
    readonly name: string;
    readonly world: DomainWorld;
    readonly dictionary: TundraTruth["dictionary"];
  },
): string[] {
  const { wordsPerCluster, commonWords, wordsPerItem, topical, themeWords } = config.text;
  const stream = RandomStream.from(config.seed, "domain", name, "text");
  const common = config.clusters * wordsPerCluster;
  return Array.from({ length: world.size }, (_, item) => {
    const words = world.secondLanguage[item] ? dictionary.second : dictionary.first;
    const base = world.cluster[item] * wordsPerCluster;
    const theme = Math.floor(world.theme[item] * wordsPerCluster);
    const text = Array.from(
      { length: wordsPerItem },
      () =>
        stream.float() < topical
          ? words[base + (theme + stream.below(themeWords)) % wordsPerCluster]
          : words[common + stream.below(commonWords)],
    );
    return text.join(" ");
  });
}
