import type { ItemCatalogue } from "../../core/item_catalogue.ts";
import { drawTexts } from "./_draw_texts.ts";
import type { World } from "./_draw_world.ts";
import type { TundraTruth } from "./tundra_truth.ts";

/** Joins the items of all domains: the catalogue that anybody sees, and the truth behind it. */
export function assembleItems(
  world: World,
  { first, dictionary }: {
    readonly first: Uint32Array;
    readonly dictionary: TundraTruth["dictionary"];
  },
): { catalogue: ItemCatalogue; items: TundraTruth["items"] } {
  const { config, domains } = world, length = first[domains.length];
  const periods = domains[0].popularity.periods;
  const digits = String(config.categories - 1).length;
  const items = {
    cluster: new Uint16Array(length),
    theme: new Float64Array(length),
    launch: new Float64Array(length),
    noise: new Uint8Array(length),
    secondLanguage: new Uint8Array(length),
    quality: new Float32Array(length),
    propensity: new Float64Array(length),
    rank: new Uint32Array(periods * length),
  };
  const domain = new Uint8Array(length);
  domains.forEach((world, d) => {
    domain.fill(d, first[d], first[d + 1]);
    items.cluster.set(world.cluster, first[d]);
    items.theme.set(world.theme, first[d]);
    items.launch.set(world.launch, first[d]);
    items.noise.set(world.noise, first[d]);
    items.secondLanguage.set(world.secondLanguage, first[d]);
    items.quality.set(world.quality, first[d]);
    items.propensity.set(world.propensity, first[d]);
    for (let period = 0; period < periods; period++) {
      const ranks = world.popularity.rank.subarray(period * world.size, (period + 1) * world.size);
      items.rank.set(ranks, period * length + first[d]);
    }
  });
  const catalogue = {
    length,
    domains: config.domains.map(({ name }) => name),
    offsets: first,
    domain,
    rawId: domains.flatMap(({ rawId }) => rawId),
    identity: Uint32Array.from({ length }, (_, item) => item),
    text: domains.flatMap((world, d) =>
      drawTexts(config, { name: config.domains[d].name, world, dictionary })
    ),
    category: Uint32Array.from(items.cluster, (cluster) => cluster % config.categories),
    categories: Array.from(
      { length: config.categories },
      (_, category) => `category-${String(category).padStart(digits, "0")}`,
    ),
  };
  return { catalogue, items };
}
