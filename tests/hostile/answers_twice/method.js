// Tries to answer a question before it is asked: a second answer behind the first.
// Has to: fail its run: an answer to another question.
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
    ...{ contract: 1, id: "answers_twice", version: "1.0.0", title: "answers_twice" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score(batch) {
        const scores = new Float32Array(candidateLists(batch, catalogue).items.length);
        for (const id of [1, 2, 3]) {
          forge({ type: "scores", values: { id }, columns: [["scores", "f32", scores.length]] }, [
            new Uint8Array(scores.buffer),
          ]);
        }
        return Promise.resolve(scores);
      },
    });
  },
};
