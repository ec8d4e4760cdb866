import type { Tundra } from "../../datasets/synthetic/tundra.ts";
import { groupRepresentations } from "../../methods/man/group_representations.ts";
import man, { type ManConfig } from "../../methods/man/method.ts";
import { adjustedRandIndex } from "./_adjusted_rand_index.ts";
import { clusters } from "./_clusters.ts";
import { fitHere } from "./_fit_here.ts";

/**
 * Fits MAN and clusters its users by their pooled group representations (K-means, as many clusters as
 * were planted).
 *
 * @returns per domain the adjusted Rand index against the planted groups, of these clusters, and of
 * clusters of the planted tastes: as much as can be seen of a group in what its users like
 */
export async function groupAgreement(
  { corpus, truth }: Tundra,
  options: { protocol: string; seed: number; config: Partial<ManConfig> },
): Promise<{ domain: string; learned: number; tastes: number }[]> {
  const { view, map, context } = await fitHere(corpus, options);
  const config = { ...man.defaults, ...options.config }, { seed } = options;
  const scorer = await man.fit(view, config, context), weights = await scorer.save?.();
  if (weights === undefined) throw new TypeError("Cannot study MAN: it saved nothing");
  const number = new Set(truth.users.group).size;
  const found: { domain: string; learned: number; tastes: number }[] = [];
  for (const [domain, name] of corpus.catalogue.domains.entries()) {
    const users = Array.from({ length: view.users }, (_, user) => user)
      .filter((user) => truth.users.membership[map.canonicalUser[user]] >> domain & 1);
    const planted = users.map((user) => truth.users.group[map.canonicalUser[user]]);
    const agreement = (rows: Float32Array, at: readonly number[], width: number): number => {
      const points = at.map((row) => [...rows.subarray(row * width, (row + 1) * width)]);
      return adjustedRandIndex(clusters(points, { number, seed }), planted);
    };
    const asked = { catalogue: view.catalogue, config, histories: view.events, domain };
    const learned = await groupRepresentations(weights, asked);
    const canonical = users.map((user) => map.canonicalUser[user]), tastes = truth.taste[domain];
    found.push({
      domain: name,
      learned: agreement(learned, users, learned.length / view.users),
      tastes: agreement(tastes, canonical, tastes.length / corpus.users.length),
    });
  }
  return found;
}
