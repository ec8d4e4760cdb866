// Tries to forge what the runner says, by a JSON.stringify of its own: the scores' question is
// always the next one.
// Has to: fail its run: an answer to another question.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "patches_json", version: "1.0.0", title: "patches_json" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const { stringify } = JSON;
    JSON.stringify = (value) =>
      stringify(
        value.type === "scores" ? { ...value, values: { id: value.values.id + 1 } } : value,
      );
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
