// Tries to answer the question of another, under an id that is an object which cannot be
// printed.
// Has to: fail its run: an answer to another question.

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
    ...{ contract: 1, id: "answers_for_another", version: "1.0.0", title: "answers_for_another" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit() {
    return Promise.resolve({
      score() {
        forge({ type: "scores", values: { id: { toString: null, "\x1b[2J": 1 } }, columns: [] });
        for (;;);
      },
    });
  },
};
