// Tries to guess by the order of queries and by time ties: candidates at the place that the
// time names.
// Has to: finish no better than chance.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "guesses_by_time", version: "1.0.0", title: "guesses_by_time" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let q = 0; q < batch.length; q++) {
          for (let at = offsets[q]; at < offsets[q + 1]; at++) {
            scores[at] = -Math.abs((at - offsets[q]) - (batch.time[q] / 86400) % 100);
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};
