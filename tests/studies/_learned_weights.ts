import type { Corpus } from "../../core/corpus.ts";
import biao, { type BiaoConfig } from "../../methods/biao/method.ts";
import { sourceWeights } from "../../methods/biao/source_weights.ts";
import { fitHere } from "./_fit_here.ts";

/** Some source behaviours and what they weigh. */
export interface WeightGroup {
  readonly name: string;
  readonly behaviours: number;
  readonly mean: number;
}

/**
 * Fits BIAO and tells the mean weight of source behaviours by their item's category, heaviest first, and
 * by how many events their user has in the source less those in the target, in steps of 50: the data of
 * its paper's figures 3 and 4.
 *
 * @param options `protocol` with its arm
 */
export async function learnedWeights(
  corpus: Corpus,
  options: { protocol: string; seed: number; config: Partial<BiaoConfig> },
): Promise<{ byCategory: WeightGroup[]; byDifference: WeightGroup[] }> {
  const { view, context } = await fitHere(corpus, options);
  const config = { ...biao.defaults, ...options.config }, { catalogue, events } = view;
  const scorer = await biao.fit(view, config, context), saved = await scorer.save?.();
  if (saved === undefined) throw new TypeError("Cannot study BIAO: it saved nothing");
  const weights = await sourceWeights(saved, { train: view, config });
  const category = new Map<string, number[]>(), difference = new Map<number, number[]>();
  const put = <K>(groups: Map<K, number[]>, key: K, weight: number) => {
    const group = groups.get(key);
    if (group) group.push(weight);
    else groups.set(key, [weight]);
  };
  for (let user = 0; user < view.users; user++) {
    const rows = Array.from(
      { length: events.offsets[user + 1] - events.offsets[user] },
      (_, at) => events.offsets[user] + at,
    );
    const sources = rows.filter((row) => !Number.isNaN(weights[row]));
    const longer = 50 * Math.round((2 * sources.length - rows.length) / 50);
    for (const row of sources) {
      const number = catalogue.itemCategory?.[events.item[row]] ?? 0;
      put(category, corpus.catalogue.categories?.[number] ?? "none", weights[row]);
      put(difference, longer, weights[row]);
    }
  }
  return {
    byCategory: Array.from(category, groupOf).sort((a, b) => b.mean - a.mean),
    byDifference: [...difference].sort(([a], [b]) => a - b).map(groupOf),
  };
}

function groupOf([name, weights]: readonly [string | number, number[]]): WeightGroup {
  const sum = weights.reduce((sum, each) => sum + each, 0);
  return { name: `${name}`, behaviours: weights.length, mean: sum / weights.length };
}
