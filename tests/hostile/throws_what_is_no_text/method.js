// Tries to end the whole bench by the text of an error that has no canonical JSON (half a
// surrogate pair).
// Has to: fail its run: a crash like any other.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "throws_what_is_no_text",
      version: "1.0.0",
      title: "throws_what_is_no_text",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    throw new Error("x" + "\ud83d".repeat(500));
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
