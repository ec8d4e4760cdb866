// Tries to learn from its environment, arguments and folder what it is asked about.
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
      id: "reads_the_environment",
      version: "1.0.0",
      title: "reads_the_environment",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    await attempt("env", () => JSON.stringify(Deno.env.toObject()));
    for (const name of ["HOME", "INIT_CWD", "DENO_DIR", "XDG_CACHE_HOME"]) {
      await attempt("get", () => Deno.env.get(name));
      await attempt("process", () => process.env[name].length);
    }
    await attempt("host", () => Deno.hostname());
    await attempt("user", () => Deno.uid());
    await attempt("release", () => Deno.osRelease());
    if (/alone|beside|environment/.test(Deno.cwd() + import.meta.url + Deno.args.join())) {
      console.log("REACHED a telling name");
    }
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
