import { RandomStream } from "../../core/random_stream.ts";
import type { TundraConfig } from "./tundra_config.ts";

/** Popularity of one domain's items over the periods. */
export interface DomainPopularity {
  /** Number of periods. */
  readonly periods: number;
  /** Rank from 1 per (period, item), period-major; 0 for items that are not ranked. */
  readonly rank: Uint32Array;
  /** Running sums of rank^−exponent per period and cluster, over the cluster's items in theme order. */
  readonly sums: readonly (readonly Float64Array[])[];
}

/**
 * Ranks the items of a domain anew in every period: scores are normal, and correlate `memory` with
 * those of the period before. So weights follow Zipf's law exactly in every period while items drift.
 *
 * @param ranked the items that take part (not the noise items)
 * @param clusters the items of each cluster, in theme order
 */
export function drawPopularity(
  config: TundraConfig,
  { domain, size, ranked, clusters }: {
    readonly domain: string;
    readonly size: number;
    readonly ranked: Uint32Array;
    readonly clusters: readonly Uint32Array[];
  },
): DomainPopularity {
  const { exponent, periodDays, memory } = config.popularity;
  const periods = Math.ceil(config.time.days / periodDays);
  const stream = RandomStream.from(config.seed, "domain", domain, "popularity");
  const fresh = Math.sqrt(1 - memory * memory);
  const weight = Float64Array.from(
    { length: ranked.length },
    (_, at) => Math.exp(-exponent * Math.log(at + 1)),
  );
  const score = new Float64Array(size), rank = new Uint32Array(periods * size);
  const sums: Float64Array[][] = [];
  for (let period = 0; period < periods; period++) {
    for (let item = 0; item < size; item++) {
      const drawn = stream.normal();
      score[item] = period === 0 ? drawn : memory * score[item] + fresh * drawn;
    }
    const order = ranked.slice().sort((a, b) => score[b] - score[a] || a - b);
    for (let at = 0; at < order.length; at++) rank[period * size + order[at]] = at + 1;
    sums.push(clusters.map((items) => {
      let total = 0;
      return Float64Array.from(items, (item) => total += weight[rank[period * size + item] - 1]);
    }));
  }
  return { periods, rank, sums };
}
