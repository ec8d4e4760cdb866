// Tries to end the runner, and all, by an error that throws when it is looked at.
// Has to: fail its run: a crash like any other.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "throws_what_throws", version: "1.0.0", title: "throws_what_throws" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    throw Object.create(Error.prototype, {
      message: {
        get() {
          throw new Error("not so");
        },
      },
    });
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
