// Tries to send the queries away, and to fetch answers.
// Has to: finish, denied everything, and be marked as one who ties all candidates: like chance.
// deno-lint-ignore-file no-async-promise-executor -- nobody who writes this asks a linter
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
    ...{ contract: 1, id: "calls_home", version: "1.0.0", title: "calls_home" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    await attempt("connect", () => Deno.connect({ hostname: "127.0.0.1", port: 9 }));
    await attempt("fetch", async () => (await fetch("http://127.0.0.1:9/")).text());
    await attempt("socket", () =>
      new Promise((yes, no) => {
        const s = new WebSocket("ws://127.0.0.1:9/");
        s.onopen = yes;
        s.onerror = (event) => no(event.error ?? new Error(event.message));
      }));
    await attempt("dns", () => Deno.resolveDns("localhost", "A"));
    await attempt("listen", () => Deno.listen({ port: 0 }));
    await attempt("unix", () => Deno.connect({ transport: "unix", path: "/tmp/x" }));
    await attempt("udp", () => Deno.listenDatagram({ port: 0, transport: "udp" }));
    await attempt(
      "node",
      async () =>
        await new Promise(async (yes, no) =>
          (await node("net")).connect(9, "127.0.0.1").on("connect", () => yes("connected")).on(
            "error",
            no,
          )
        ),
    );
    await attempt("import", () => import("http://" + "127.0.0.1:9/x.js"));
    await attempt("npm", () => import("npm:" + "left-pad@1.3.0"));
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
