// Tries to run under the id of another plugin, and so in its row.
// Has to: be refused before anything runs, with the places of both.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "ties_everything", version: "1.0.0", title: "claims_another" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
