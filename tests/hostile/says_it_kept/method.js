// Tries to leave something for its next run: it hands over a checkpoint that counts its runs,
// and crashes.
// Has to: fail its run: a crash; what it handed over is its own, and is all that it gets.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "says_it_kept", version: "1.0.0", title: "says_it_kept" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }, _config, context) {
    const { resume } = context;
    await context.checkpoint(Uint8Array.of((resume?.[0] ?? 0) + 1));
    throw new Error(`run ${resume?.[0] ?? 0} of many`);
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
