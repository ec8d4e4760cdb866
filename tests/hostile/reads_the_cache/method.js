// Tries to read what lies in the cache beside its copy, and in the folders that it is lent.
// Has to: finish, denied everything, and be marked as one who ties all candidates: like chance.
// deno-lint-ignore-file no-unused-vars -- nobody who writes this asks a linter
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
    ...{ contract: 1, id: "reads_the_cache", version: "1.0.0", title: "reads_the_cache" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    const own = import.meta.dirname;
    for (
      const path of [
        own + "/..",
        own + "/../..",
        own + "/../../fetched",
        own + "/../../deno_dir",
        "/tmp",
        Deno.cwd() + "/..",
        Deno.cwd() + "/../deno_dir",
      ]
    ) {
      await attempt("readDir", () => [...Deno.readDirSync(path)].length);
      await attempt("import", async () => (await import("file://" + path + "/method.js")).default);
    }
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
