// Tries to go on in another process: by every way to start one.
// Has to: finish, denied everything, and be marked as one who ties all candidates: like chance.
// deno-lint-ignore-file require-await -- nobody who writes this asks a linter
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
    ...{ contract: 1, id: "forks", version: "1.0.0", title: "forks" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    await attempt(
      "Command",
      async () => new Deno.Command("/bin/sleep", { args: ["99"] }).spawn().pid,
    );
    await attempt(
      "execPath",
      async () => new Deno.Command(Deno.execPath(), { args: ["eval", "1"] }).output(),
    );
    await attempt(
      "child_process",
      async () => (await node("child_process")).spawn("/bin/sleep", ["99"]).pid,
    );
    await attempt("fork", async () => (await node("child_process")).fork(import.meta.filename));
    await attempt("cluster", async () => (await node("cluster")).default.fork());
    await attempt(
      "dlopen",
      async () =>
        Deno.dlopen("libc.so.6", { fork: { parameters: [], result: "i32" } }).symbols.fork(),
    );
    await attempt("addon", async () => process.dlopen({ exports: {} }, "libc.so.6"));
    await attempt("Worker", async () => new Worker("data:text/javascript,1", { type: "module" }));
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
