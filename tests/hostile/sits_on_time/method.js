// Tries to make the host wait for ever without using any CPU time.
// Has to: fail its run: the guard on wall time.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "sits_on_time", version: "1.0.0", title: "sits_on_time" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    await new Promise((done) => setTimeout(done, 9e6));
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
