// Tries to read answers out of the validation: one candidate in front at a time, and what the
// mark says.
// Has to: finish no better than the popularity that it could have learned: validation knows
// nothing of the test.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "reads_by_validation", version: "1.0.0", title: "reads_by_validation" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }, _config, context) {
    const by = (scores) => ({
      score: (batch) =>
        Promise.resolve(
          Float32Array.from(candidateLists(batch, catalogue).items, (item) => scores[item]),
        ),
    });
    const good = new Float32Array(catalogue.items);
    let best = 0;
    for (let item = 0; item < 20; item++) {
      good[item] = 1;
      const { value } = await context.validate(by(good));
      if (value > best) best = value;
      else good[item] = 0;
    }
    return { score: by(good).score };
  },
};
