// Tries to fill the host's memory while it looks at the imports: the test puts /dev/zero in
// place of ./endless.js, so that no tool reads that here.
// Has to: be refused before it runs, with file, line and column.
import { candidateLists } from "@permafrost/bench/method";
import "./endless.js";

export default {
  meta: {
    ...{ contract: 1, id: "imports_without_end", version: "1.0.0", title: "imports_without_end" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
