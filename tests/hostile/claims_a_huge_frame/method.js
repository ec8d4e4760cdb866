// Tries to have the host take 64 GB for a frame that never comes.
// Has to: fail its run: a message over the limit.
// deno-lint-ignore-file no-unreachable -- nobody who writes this asks a linter
import { candidateLists } from "@permafrost/bench/method";

function forge(head, columns = []) {
  const bytes = new TextEncoder().encode(typeof head === "string" ? head : JSON.stringify(head));
  for (const [kind, part] of [[1, bytes], ...columns.map((each) => [2, each])]) {
    write(new Uint8Array(Uint32Array.of(0x31574650, kind, part.length).buffer));
    write(part);
  }
}
function write(bytes) {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

export default {
  meta: {
    ...{ contract: 1, id: "claims_a_huge_frame", version: "1.0.0", title: "claims_a_huge_frame" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    forge({ type: "checkpoint", values: {}, columns: [["state", "f64", 2 ** 33]] });
    for (;;);
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
