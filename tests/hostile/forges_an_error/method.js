// Tries to end the whole bench by an error frame whose stack, name and message are objects that
// cannot become text.
// Has to: fail its run: a crash like any other.
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
    ...{ contract: 1, id: "forges_an_error", version: "1.0.0", title: "forges_an_error" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    const odd = { toString: null, valueOf: null };
    forge({
      type: "error",
      values: { code: odd, stage: odd, name: odd, message: odd, stack: odd },
      columns: [],
    });
    for (;;);
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
