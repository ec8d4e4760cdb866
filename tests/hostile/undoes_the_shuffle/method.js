// Tries to undo the index shuffle by the run seed that it is told, and to rank by raw ids as next_id
// does: the item whose id comes next after the last one of the history.
// Has to: finish no better than chance.
import { candidateLists } from "@permafrost/bench/method";

/** High and low word of a product. */
function product(a, b) {
  const low = (a & 0xffff) * b, high = (a >>> 16) * b + Math.floor(low / 65536);
  return [Math.floor(high / 65536), Math.imul(a, b) >>> 0];
}

function philox(out, c0, c1, c2, c3, k0, k1) {
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = product(c0, 0xd2511f53), [high2, low2] = product(c2, 0xcd9e8d57);
    c0 = (high2 ^ c1 ^ k0) >>> 0;
    c1 = low2;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out.set([c0, c1, c2, c3]);
}

async function labelKey(...labels) {
  const text = new TextEncoder().encode(JSON.stringify(labels));
  return new Uint32Array((await crypto.subtle.digest("SHA-256", text)).slice(0, 16));
}

/** Numbers as the suite's RandomStream draws them. */
class Stream {
  #block = new Uint32Array(4);
  #words;
  #counter = 0;
  constructor(words) {
    this.#words = words;
  }
  below(bound) {
    const [k0, k1, c2, c3] = this.#words;
    for (;;) {
      const at = this.#counter++;
      if (at % 4 === 0) philox(this.#block, at / 4, 0, c2, c3, k0, k1);
      const word = this.#block[at % 4];
      if (word < 2 ** 32 - 2 ** 32 % bound) return word % bound;
    }
  }
  shuffle(array) {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [array[i], array[j]] = [array[j], array[i]];
    }
    return array;
  }
}

/** Canonical index by plugin index. */
async function unshuffled(length, seed, what) {
  const stream = new Stream(await labelKey(seed, "shuffle", what));
  return stream.shuffle(Uint32Array.from({ length }, (_, i) => i));
}

export default {
  meta: {
    ...{ contract: 1, id: "undoes_the_shuffle", version: "1.0.0", title: "undoes_the_shuffle" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue }, _config, { seed }) {
    const canonical = await unshuffled(catalogue.items, seed, "item");
    return {
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue), { history } = batch;
        const scores = new Float32Array(items.length);
        for (let q = 0; q < batch.length; q++) {
          const past = history.item.subarray(history.offsets[q], history.offsets[q + 1]);
          const top = Math.max(-1, ...Array.from(past, (item) => canonical[item]));
          for (let at = offsets[q]; at < offsets[q + 1]; at++) {
            const ahead = canonical[items[at]] - top;
            scores[at] = ahead > 0 ? -ahead : -catalogue.items + ahead;
          }
        }
        return Promise.resolve(scores);
      },
    };
  },
};
