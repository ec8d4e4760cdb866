import { RandomStream } from "../../core/random_stream.ts";
import { DAY } from "./_day.ts";
import { drawLabels } from "./_draw_labels.ts";
import { drawPopularity } from "./_draw_popularity.ts";
import type { DomainPopularity } from "./_draw_popularity.ts";
import type { TundraConfig, TundraDomain } from "./tundra_config.ts";

/** What is true of one domain's items, by their index within the domain. */
export interface DomainWorld {
  /** Number of items. */
  readonly size: number;
  /** Raw ids, sorted. */
  readonly rawId: readonly string[];
  /** Cluster per item. */
  readonly cluster: Uint16Array;
  /** Theme per item, 0 … 1. */
  readonly theme: Float64Array;
  /** Launch per item, in seconds. */
  readonly launch: Float64Array;
  /** 1 = a noise item. */
  readonly noise: Uint8Array;
  /** 1 = text in the second language. */
  readonly secondLanguage: Uint8Array;
  /** Quality per item. */
  readonly quality: Float32Array;
  /** Item factor of the propensity. */
  readonly propensity: Float64Array;
  /** Popularity. */
  readonly popularity: DomainPopularity;
  /** Items of each cluster in theme order, without noise items. */
  readonly clusters: readonly Uint32Array[];
  /** Every item that is not a noise item. */
  readonly ordinary: Uint32Array;
  /** Noise items. */
  readonly noiseItems: Uint32Array;
  /** Promoted items, ascending; empty where nothing is promoted. */
  readonly promoted: Uint32Array;
}

/** Draws one domain's items. Roles, clusters and themes are shuffled over the sorted raw ids. */
export function drawDomain(config: TundraConfig, domain: TundraDomain): DomainWorld {
  const { seed, time } = config, size = domain.items;
  const stream = (purpose: string) => RandomStream.from(seed, "domain", domain.name, purpose);
  const rawId = drawLabels(stream("labels"), size);

  const roles = stream("roles").shuffle(Uint32Array.from({ length: size }, (_, i) => i));
  const noiseItems = roles.slice(0, Math.round(size * domain.noise.itemShare)).sort();
  const colds = Math.round(size * config.cold.share);
  const coldItems = roles.slice(noiseItems.length, noiseItems.length + colds).sort();
  const noise = new Uint8Array(size);
  for (const item of noiseItems) noise[item] = 1;
  const promoted = config.promotion?.domain === domain.name
    ? stream("promotion").shuffle(roles.slice(noiseItems.length + colds).sort())
      .slice(0, config.promotion.items).sort()
    : new Uint32Array(0);

  const end = time.start + DAY * time.days, launches = stream("launch");
  const launch = new Float64Array(size).fill(time.start);
  for (const item of coldItems) {
    launch[item] = Math.floor(end - DAY * config.cold.days * launches.float());
  }

  const cluster = new Uint16Array(size), theme = new Float64Array(size);
  const clusters = placeItems(stream("clusters"), { cluster, theme, noise }, config.clusters);
  const ordinary = Uint32Array.from(clusters.flatMap((items) => [...items])).sort();
  const popularity = drawPopularity(config, {
    domain: domain.name,
    size,
    ranked: ordinary,
    clusters,
  });

  const languages = stream("language"), qualities = stream("quality");
  return {
    size,
    rawId,
    cluster,
    theme,
    launch,
    noise,
    secondLanguage: Uint8Array.from(
      { length: size },
      () => languages.float() < domain.secondLanguage ? 1 : 0,
    ),
    quality: Float32Array.from({ length: size }, () => qualities.normal()),
    propensity: itemPropensity(stream("propensity"), config.exposure, { size, noise, popularity }),
    popularity,
    clusters,
    ordinary,
    noiseItems,
    promoted,
  };
}

/** Deals the items out to the clusters in random order; a noise item gets a random theme only for its text. */
function placeItems(
  stream: RandomStream,
  { cluster, theme, noise }: {
    readonly cluster: Uint16Array;
    readonly theme: Float64Array;
    readonly noise: Uint8Array;
  },
  count: number,
): Uint32Array[] {
  const order = stream.shuffle(Uint32Array.from(cluster, (_, i) => i));
  const members: number[][] = Array.from({ length: count }, () => []);
  let dealt = 0;
  for (const item of order) {
    if (noise[item]) {
      cluster[item] = stream.below(count);
      theme[item] = stream.float();
    } else {
      cluster[item] = dealt++ % count;
      members[cluster[item]].push(item);
    }
  }
  for (const items of members) items.forEach((item, at) => theme[item] = at / items.length);
  return members.map((items) => Uint32Array.from(items));
}

/** Item factors by popularity quantile (mean over the periods) and chance, as `TundraExposure` says. */
function itemPropensity(
  stream: RandomStream,
  exposure: TundraConfig["exposure"],
  { size, noise, popularity }: {
    readonly size: number;
    readonly noise: Uint8Array;
    readonly popularity: DomainPopularity;
  },
): Float64Array {
  const propensity = new Float64Array(size).fill(1);
  if (exposure === null) return propensity;
  const { itemLow, popularityWeight } = exposure, { periods, rank } = popularity;
  const ranked = size - noise.reduce((sum, each) => sum + each, 0);
  for (let item = 0; item < size; item++) {
    const chance = stream.float();
    let quantile = 0;
    for (let period = 0; period < periods; period++) {
      quantile += 1 - (rank[period * size + item] - 1) / ranked;
    }
    const popular = noise[item] ? chance : quantile / periods;
    propensity[item] = itemLow +
      (1 - itemLow) * (popularityWeight * popular + (1 - popularityWeight) * chance);
  }
  return propensity;
}
