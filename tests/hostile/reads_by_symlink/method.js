// Tries to have the answers copied with it: answers.json in its folder is a symlink (the test
// lays it).
// Has to: be refused before it runs, with the name of the link.
import { candidateLists } from "@permafrost/bench/method";
const answers = await import("./answers.json", { with: { type: "json" } }).catch(() => null);
if (answers) console.log("REACHED", answers);

export default {
  meta: {
    ...{ contract: 1, id: "reads_by_symlink", version: "1.0.0", title: "reads_by_symlink" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
