// Tries to draw the negatives again: it undoes the index shuffle by the run seed that it is told,
// guesses that users are called 1, 2, 3 …, and looks for the one candidate that was not drawn.
// Has to: finish no better than chance.
import { candidateLists } from "@permafrost/bench/method";

/** Of leave-one-out-99@1, which anybody may read. */
const PROTOCOL_SEED = 20260601;

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

/** The two words of a raw id of up to 16 bytes. */
function idWords(text, key) {
  const bytes = new Uint8Array(16), out = new Uint32Array(4);
  const { written } = new TextEncoder().encodeInto(text, bytes);
  const view = new Uint32Array(bytes.buffer);
  philox(out, view[0], view[1], key[2] ^ view[2], key[3] ^ view[3], key[0], key[1]);
  philox(out, out[0], out[1], out[2] ^ written, ~out[3], key[0], key[1]);
  return out;
}

export default {
  meta: {
    ...{ contract: 1, id: "redraws_negatives", version: "1.0.0", title: "redraws_negatives" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  async fit({ catalogue, users }, _config, { seed }) {
    const canonicalItem = await unshuffled(catalogue.items, seed, "item");
    const canonicalUser = await unshuffled(users, seed, "user");
    const names = Array.from({ length: users }, (_, i) => `${i + 1}`).sort();
    const pool = [...catalogue.domains[0].pool].sort((a, b) => canonicalItem[a] - canonicalItem[b]);
    const userKey = await labelKey(PROTOCOL_SEED, "user");
    const key = await labelKey(PROTOCOL_SEED, "candidates", "items");
    /** Whether all that would be drawn beside a target are candidates. */
    function isAnswer(target, { candidates, past, words }) {
      const barred = new Set([target, ...past]), start = new Uint32Array(4);
      philox(start, words[0] ^ key[2], words[1] ^ key[3], past.length, 0, key[0], key[1]);
      const stream = new Stream(start);
      for (let drawn = 0; drawn < 99;) {
        const item = pool[stream.below(pool.length)];
        if (barred.has(item)) continue;
        if (!candidates.has(item)) return false;
        barred.add(item);
        drawn++;
      }
      return true;
    }
    return {
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue), { history } = batch;
        const scores = new Float32Array(items.length);
        if (batch.candidates.kind !== "list") return Promise.resolve(scores);
        for (let q = 0; q < batch.length; q++) {
          const candidates = new Set(items.subarray(offsets[q], offsets[q + 1]));
          const past = history.item.subarray(history.offsets[q], history.offsets[q + 1]);
          const words = idWords(names[canonicalUser[batch.user[q]]] ?? "", userKey);
          for (let at = offsets[q]; at < offsets[q + 1]; at++) {
            scores[at] = Number(isAnswer(items[at], { candidates, past, words }));
          }
        }
        return Promise.resolve(scores);
      },
    };
  },
};
