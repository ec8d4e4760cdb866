// Tries to ask for 501 validations, with a scorer that is none of its own making.
// Has to: fail its run: one validation too many.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "validates_without_end",
      version: "1.0.0",
      title: "validates_without_end",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }, _config, context) {
    const foreign = Object.freeze({
      __proto__: null,
      score: (batch) => new Float32Array(candidateLists(batch, catalogue).items.length),
    });
    for (;;) await context.validate(foreign);
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
