// Tries to guess by position: the first candidate.
// Has to: finish no better than chance.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "guesses_the_first", version: "1.0.0", title: "guesses_the_first" },
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
            scores[at] = offsets[q] - at;
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};
