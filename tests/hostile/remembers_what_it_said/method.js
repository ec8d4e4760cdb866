// Tries to learn from the questions that it is asked, and not to be caught: what it has said
// once it says again.
// Has to: finish no better than the popularity that it could have learned; that it is not
// marked is what asking again cannot find (docs of the wall).
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "remembers_what_it_said",
      version: "1.0.0",
      title: "remembers_what_it_said",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const met = new Uint32Array(catalogue.items), said = new Map();
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue), scores = [];
        for (let q = 0; q < batch.length; q++) {
          const asked = items.subarray(offsets[q], offsets[q + 1]),
            name = `${batch.user[q]} ${batch.time[q]} ${asked.join()}`;
          if (!said.has(name)) {
            for (const item of asked) met[item]++;
            said.set(name, Float32Array.from(asked, (item) => met[item]));
          }
          scores.push(...said.get(name));
        }
        return Promise.resolve(Float32Array.from(scores));
      },
    });
  },
};
