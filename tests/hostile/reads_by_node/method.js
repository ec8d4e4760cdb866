// Tries to read files with a Node module that it imports by name.
// Has to: be refused before it runs, with file, line and column.
import { candidateLists } from "@permafrost/bench/method";
import { readFileSync } from "node:fs";
console.log("REACHED", readFileSync("/etc/passwd").length);

export default {
  meta: {
    ...{ contract: 1, id: "reads_by_node", version: "1.0.0", title: "reads_by_node" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
