// Tries to read the results and the data, whose paths somebody has told it, by every door that
// there is.
// Has to: finish, denied everything, and be marked as one who ties all candidates: like chance.
import { candidateLists } from "@permafrost/bench/method";

async function attempt(what, how) {
  try {
    console.log("REACHED", what, String(await how()).slice(0, 80));
  } catch (error) {
    console.log("denied", what, error.message);
  }
}
const node = (name) => import("node:" + name);

export default {
  meta: {
    ...{ contract: 1, id: "reads_while_it_runs", version: "1.0.0", title: "reads_while_it_runs" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    for (const path of ["@RESULTS@", "@RESULTS@/leaderboard.json", "@DATA@"]) {
      await attempt("readDir", () => [...Deno.readDirSync(path)].length);
      await attempt("readTextFile", () => Deno.readTextFile(path));
      await attempt("node:fs", async () => (await node("fs")).readFileSync(path));
      await attempt("open", () => Deno.openSync(path).rid);
      await attempt("fetch", async () => (await fetch("file://" + path)).text());
      await attempt("require", async () => (await node("module")).createRequire(path)(path));
      await attempt("sqlite", async () => new (await node("sqlite")).DatabaseSync(path));
      await attempt("stat", () => Deno.statSync(path).size);
      await attempt("watch", () => Deno.watchFs(path));
      await attempt("realPath", () => Deno.realPathSync(path + "/.."));
    }
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
