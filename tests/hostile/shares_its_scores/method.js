// Tries to change its scores after it has given them: they lie in memory that a thread and a
// timer of its own go on writing to.
// Has to: finish with what was sent: all candidates tied.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "shares_its_scores", version: "1.0.0", title: "shares_its_scores" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    let shared;
    return Promise.resolve({
      score(batch) {
        const { length } = candidateLists(batch, catalogue).items;
        shared = new Float32Array(new SharedArrayBuffer(4 * length));
        const late = shared;
        setTimeout(() => late.fill(Infinity));
        queueMicrotask(() => queueMicrotask(() => late.fill(0)));
        return Promise.resolve(late);
      },
    });
  },
};
