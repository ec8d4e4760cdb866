// Tries to end the whole bench by a title that has no canonical JSON (half a surrogate pair).
// Has to: be refused, alone.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "hides_in_its_title", version: "1.0.0", title: "hides_in_its_title" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
    title: "half \ud83d",
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
