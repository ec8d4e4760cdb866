import { candidateLists, type Method } from "@permafrost/bench/method";

/**
 * Rare first, a control: the least popular item first, the exact reverse of `popularity`.
 *
 * It knows nothing about taste. Where it beats `random` and `popularity`, the candidates give the
 * answer away: they hold items that training never met, and the answer is one of them.
 */
const rareFirst: Method = {
  meta: {
    contract: 1,
    id: "rare_first",
    version: "1.0.0",
    title: "Rare first (control)",
    citation: "Permafrost: ours, a control",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: {},
  fit({ events, catalogue }) {
    const rarity = new Float32Array(catalogue.items);
    for (const item of events.item) rarity[item]--;
    return Promise.resolve({
      score(batch) {
        const { items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let i = 0; i < items.length; i++) scores[i] = rarity[items[i]];
        return Promise.resolve(scores);
      },
    });
  },
};

export default rareFirst;
