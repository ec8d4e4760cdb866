// Tries to take all time of a core, deaf to the kernel's warning.
// Has to: fail its run: out of CPU time.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "sits_on_cpu", version: "1.0.0", title: "sits_on_cpu" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    Deno.addSignalListener("SIGXCPU", () => {});
    for (;;);
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
