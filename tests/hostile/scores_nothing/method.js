// Tries to fall out of the ranking: NaN for every candidate.
// Has to: finish with the mean of all ranks: no score is a tie, not a gain.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "scores_nothing", version: "1.0.0", title: "scores_nothing" },
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
            scores[at] = NaN;
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};
