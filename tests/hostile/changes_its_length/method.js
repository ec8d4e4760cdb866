// Tries to send fewer numbers than it says: a subclass of Float32Array with another length at
// each look.
// Has to: fail its run: a frame of another length.
import { candidateLists } from "@permafrost/bench/method";

class Changing extends Float32Array {
  #looks = 0;
  get length() {
    return super.length + 1000 * ++this.#looks;
  }
}

export default {
  meta: {
    ...{ contract: 1, id: "changes_its_length", version: "1.0.0", title: "changes_its_length" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Changing(candidateLists(batch, catalogue).items.length)),
    });
  },
};
