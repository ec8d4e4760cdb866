// Tries to learn from the questions that it is asked.
// Has to: finish, marked as stateful.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "learns_from_queries", version: "1.0.0", title: "learns_from_queries" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const met = new Uint32Array(catalogue.items);
    return Promise.resolve({
      score(batch) {
        for (const item of batch.history.item) met[item]++;
        return Promise.resolve(
          Float32Array.from(candidateLists(batch, catalogue).items, (item) => met[item]),
        );
      },
    });
  },
};
