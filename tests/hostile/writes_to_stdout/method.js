// Tries to have text on stdout taken for scores.
// Has to: fail its run: no frame.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "writes_to_stdout", version: "1.0.0", title: "writes_to_stdout" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    Deno.stdout.writeSync(new TextEncoder().encode("scores: 1 1 1 1 1 1 1 1"));
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
