import type { RandomStream } from "@permafrost/bench/nn";

/**
 * Merged sequences of which the items of one domain are others, drawn uniformly from some of that
 * domain; the other domains' items stay where they are.
 *
 * @param input an item per position, or the number of items where there is none
 * @param options `domain`; `pool`: what is drawn from
 */
export function corrupt(
  input: Uint32Array,
  { domain, itemDomain, pool, random }: {
    domain: number;
    itemDomain: Uint8Array;
    pool: Uint32Array;
    random: RandomStream;
  },
): Uint32Array {
  return input.map((item) => itemDomain[item] === domain ? pool[random.below(pool.length)] : item);
}
