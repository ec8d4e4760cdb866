// Tries to go on after its run: a thread and timers that never end.
// Has to: finish, and be gone: no process of it is left.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{ contract: 1, id: "hides_a_worker", version: "1.0.0", title: "hides_a_worker" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    const { Worker } = await import("node:" + "worker_threads");
    new Worker(
      "setInterval(() => {}, 1); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
      { eval: true },
    );
    setInterval(() => {}, 1);
    Deno.addSignalListener("SIGTERM", () => {});
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
