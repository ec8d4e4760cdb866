// Tries to find the answer by how often an item is among the candidates of one batch, as
// answers are popular and negatives are not.
// Has to: finish, marked as stateful: its scores hang on what else is asked.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "counts_candidates", version: "1.0.0", title: "counts_candidates" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score(batch) {
        const { items } = candidateLists(batch, catalogue), met = new Uint32Array(catalogue.items);
        for (const item of items) met[item]++;
        return Promise.resolve(Float32Array.from(items, (item) => met[item]));
      },
    });
  },
};
