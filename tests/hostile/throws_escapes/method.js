// Tries to forge lines of the terminal by the text of an error: escapes, ends of lines, turned
// text.
// Has to: fail its run: a crash, in one line without an escape.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "throws_escapes", version: "1.0.0", title: "throws_escapes" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const error = new Error("no\x1b[2J\x1b[H\r\nmarkov seed 1: done\u2028\u202e\x9b1m");
    error.name = "\x1b]8;;http://127.0.0.1\x07Click";
    throw error;
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
