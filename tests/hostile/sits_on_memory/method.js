// Tries to take all memory.
// Has to: fail its run: out of memory.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "sits_on_memory", version: "1.0.0", title: "sits_on_memory" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    for (const all = [];;) all.push(new Float64Array(1e6).fill(1));
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
