// Tries to be counted best of a tie: the same score for all, in two bit patterns of zero and in
// numbers too small to be normal.
// Has to: finish with the mean of all ranks.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "ties_everything", version: "1.0.0", title: "ties_everything" },
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
            scores[at] = [0, -0][at % 2];
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};
