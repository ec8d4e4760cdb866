// Tries to import the answers by a specifier that it computes.
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
    ...{
      contract: 1,
      id: "imports_while_it_runs",
      version: "1.0.0",
      title: "imports_while_it_runs",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    for (
      const url of [
        "file://@RESULTS@/leaderboard.json",
        new URL("../" + "answers.json", import.meta.url).href,
        "file://@RESULTS@/../answers.json",
      ]
    ) {
      for (const type of ["json", "text", "bytes"]) {
        await attempt(type, async () => JSON.stringify(await import(url, { with: { type } })));
      }
      await attempt(
        "data",
        () =>
          import(
            `data:text/javascript,import s from "${url}" with { type: "json" }; export default s;`
          ),
      );
      await attempt("eval", () => eval("import(url, { with: { type: 'json' } })"));
    }
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
