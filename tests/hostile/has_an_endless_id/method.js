// Tries to break tables and file names by an id of a hundred thousand letters.
// Has to: be refused, in a short line.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "has_an_endless_id", version: "1.0.0", title: "has_an_endless_id" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
    id: "x".repeat(1e5),
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
