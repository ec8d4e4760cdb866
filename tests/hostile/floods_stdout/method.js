// Tries to fill the host's memory by well-formed frames without end.
// Has to: fail its run: too much on stdout.
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
    ...{ contract: 1, id: "floods_stdout", version: "1.0.0", title: "floods_stdout" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const junk = new Uint8Array(2 ** 24), columns = [["junk", "u8", junk.length]];
    for (;;) forge({ type: "progress", values: {}, columns }, [junk]);
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
