// Tries to learn from the time between its messages which of its answers was good.
// Has to: finish no better than chance; as its scores hang on time, it may be marked as
// stateful.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "times_its_messages", version: "1.0.0", title: "times_its_messages" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    let before = performance.now(), liked = 0, last = 0;
    return Promise.resolve({
      score(batch) {
        const now = performance.now(), { items } = candidateLists(batch, catalogue);
        if (now - before < last) liked++;
        last = now - before;
        before = now;
        return Promise.resolve(Float32Array.from(items, (_, at) => (at * (liked + 1)) % 100));
      },
    });
  },
};
