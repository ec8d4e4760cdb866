// Tries to fill the host's disk by a checkpoint of 600 MB.
// Has to: fail its run: over the limit.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "hands_over_too_much", version: "1.0.0", title: "hands_over_too_much" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }, _config, context) {
    await context.checkpoint(new Uint8Array(6e8));
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
