// Tries to read the host's memory, files and arguments, to stop it, and to use file descriptors
// that it left open.
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
    ...{ contract: 1, id: "reads_its_parent", version: "1.0.0", title: "reads_its_parent" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }) {
    const pid = Deno.ppid;
    for (const name of ["mem", "environ", "cmdline", "fd", "maps", "cwd"]) {
      await attempt(name, () => Deno.readFileSync(`/proc/${pid}/${name}`).length);
      await attempt("own " + name, () => Deno.readFileSync(`/proc/self/${name}`).length);
    }
    await attempt("kill", () => Deno.kill(pid, "SIGSTOP"));
    await attempt("process.kill", () => process.kill(pid, 0));
    const fs = await node("fs");
    for (let fd = 3; fd < 32; fd++) {
      await attempt("fd " + fd, () => Deno.readTextFileSync("/dev/fd/" + fd));
      await attempt("write " + fd, () => fs.writeSync(fd, "x"));
    }
    return {
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    };
  },
};
