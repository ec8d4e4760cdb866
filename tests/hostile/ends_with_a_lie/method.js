// Tries to have the host print what it likes: it exits with an error of its own making, in
// colours.
// Has to: fail its run: a crash, in a line without an escape.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "ends_with_a_lie", version: "1.0.0", title: "ends_with_a_lie" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    Deno.stderr.writeSync(
      new TextEncoder().encode("\nerror: \x1b[2J\x1b[31mpopularity failed\x9b0m\u202e\n"),
    );
    Deno.exit(9);
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
