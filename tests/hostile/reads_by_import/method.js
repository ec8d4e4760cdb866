// Tries to read the answers by a static import.
// Has to: be refused before it runs, with file, line and column.
import { candidateLists } from "@permafrost/bench/method";
import answers from "../answers.json" with { type: "json" };
console.log("REACHED", answers);

export default {
  meta: {
    ...{ contract: 1, id: "reads_by_import", version: "1.0.0", title: "reads_by_import" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
