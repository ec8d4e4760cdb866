import { generateTundra } from "../../synthetic/generate_tundra.ts";
import type { TundraConfig } from "../../synthetic/tundra_config.ts";

/** Documents per concept: each word then stands in about 40. */
const DOCUMENTS_PER_CONCEPT = 6;

/**
 * A corpus of bilingual documents in the languages of a tundra world: the text of an item, followed
 * by its translation. The items are those of a domain of their own, "corpus", that no preset has, so
 * that no text of the world's own items is read, and no event.
 */
export function parallelDocuments(config: TundraConfig): string[][] {
  const { clusters, text } = config;
  const items = (clusters * text.wordsPerCluster + text.commonWords) * DOCUMENTS_PER_CONCEPT;
  const [first, second] = [0, 1].map((secondLanguage) =>
    generateTundra({
      ...config,
      users: 1,
      domains: [{
        name: "corpus",
        items,
        events: { minimum: 2, mean: 2, maximum: 2 },
        secondLanguage,
        noise: { userShare: 0, userRate: 0, itemShare: 0, itemRate: 0 },
      }],
      membership: [{ domains: ["corpus"], share: 1 }],
      correlation: [[1]],
      exposure: null,
      promotion: null,
    }).corpus.catalogue.text ?? []
  );
  return first.map((each, item) => `${each} ${second[item]}`.split(" "));
}
