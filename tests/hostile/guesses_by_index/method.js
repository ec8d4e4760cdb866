// Tries to guess by index: the item whose index is nearest to the one before, as if indices
// were ids.
// Has to: finish no better than chance.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "guesses_by_index", version: "1.0.0", title: "guesses_by_index" },
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
            scores[at] = -Math.abs(
              items[at] - (batch.history.item[batch.history.offsets[q + 1] - 1] ?? 0),
            );
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};
