// Tries to leave something for its next run: files, stores, caches, and whatever its DENO_DIR
// is.
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
    ...{ contract: 1, id: "leaves_state", version: "1.0.0", title: "leaves_state" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    const state = "counted";
    for (
      const folder of [
        Deno.cwd(),
        import.meta.dirname,
        "/tmp",
        "/dev/shm",
        Deno.cwd() + "/../deno_dir",
        "@RESULTS@",
      ]
    ) {
      await attempt(
        "write",
        () => Deno.writeTextFileSync(folder + "/hostile_state", state) ?? "written",
      );
      await attempt(
        "node",
        async () => (await node("fs")).writeFileSync(folder + "/hostile_state", state) ?? "written",
      );
      await attempt("mkdir", () => Deno.mkdirSync(folder + "/hostile_state") ?? "made");
      await attempt("link", () => Deno.symlinkSync("/etc", folder + "/hostile_state") ?? "linked");
      await attempt("remove", () => Deno.removeSync(folder, { recursive: true }) ?? "removed");
      await attempt(
        "sqlite",
        async () => new (await node("sqlite")).DatabaseSync(folder + "/hostile_state"),
      );
    }
    await attempt("temp", () => Deno.makeTempFileSync());
    await attempt(
      "caches",
      async () => (await caches.open("x")).put("http://x/", new Response("x")),
    );
    await attempt("localStorage", () => localStorage.setItem("x", "x") ?? "kept");
    await attempt("kv", () => Deno.openKv());
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
