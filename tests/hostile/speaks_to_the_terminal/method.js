// Tries to clear the reader's terminal by escape sequences in its version and title.
// Has to: be refused, in a line without an escape.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "speaks_to_the_terminal",
      version: "1.0.0",
      title: "speaks_to_the_terminal",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
    version: "1.0.0\x1b]0;owned\x07",
    title: "\x1b[2J\x9b2Jyou win",
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
