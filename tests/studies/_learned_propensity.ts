import { sampleRankCorrelation } from "simple-statistics";
import { RandomStream } from "../../core/random_stream.ts";
import type { Tundra } from "../../datasets/synthetic/tundra.ts";
import { learnedPropensities } from "../../methods/amid/learned_propensities.ts";
import amid, { type AmidConfig } from "../../methods/amid/method.ts";
import { fitHere } from "./_fit_here.ts";

const PAIRS = 20_000;

/**
 * Fits AMID to a world of known exposure and asks it for the propensity of pairs of a user with events in
 * a domain and an item of it, drawn uniformly.
 *
 * @returns per domain Spearman's correlation of p̂ with the planted probability to be seen, and with
 * its item's factor alone
 */
export async function learnedPropensity(
  { corpus, truth }: Tundra,
  options: { protocol: string; seed: number; config: Partial<AmidConfig> },
): Promise<{ domain: string; pairs: number; items: number }[]> {
  const { view, map, context } = await fitHere(corpus, options);
  const config = { ...amid.defaults, ...options.config }, { catalogue } = view;
  const scorer = await amid.fit(view, config, context), weights = await scorer.save?.();
  if (weights === undefined) throw new TypeError("Cannot study AMID: it saved nothing");
  const found: { domain: string; pairs: number; items: number }[] = [];
  for (const [domain, name] of corpus.catalogue.domains.entries()) {
    const users = Uint32Array.from({ length: view.users }, (_, user) => user)
      .filter((user) => truth.users.membership[map.canonicalUser[user]] >> domain & 1);
    const { pool } = catalogue.domains[domain];
    const random = RandomStream.from(options.seed, "pairs", domain);
    const user = new Uint32Array(PAIRS).map(() => users[random.below(users.length)]);
    const item = new Uint32Array(PAIRS).map(() => pool[random.below(pool.length)]);
    const asked = { view, config, domain, user, item };
    const learned = [...await learnedPropensities(weights, asked)];
    const ofItem = Array.from(item, (each) => truth.items.propensity[map.canonicalItem[each]]);
    const ofPair = ofItem.map((factor, pair) =>
      factor * truth.users.propensity[map.canonicalUser[user[pair]]]
    );
    found.push({
      domain: name,
      pairs: sampleRankCorrelation(learned, ofPair),
      items: sampleRankCorrelation(learned, ofItem),
    });
  }
  return found;
}
