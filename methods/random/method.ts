import { candidateLists, type Method, type QueryBatch } from "@permafrost/bench/method";

/**
 * Random, a control: a score uniform over [0, 1) for every pair of a query and a candidate.
 *
 * Counter-based: the number is a hash of (run seed, what the query holds, item), never a draw from a
 * stream, so that neither order, nor batch mates, nor the other candidates change it. Only metrics at
 * chance are right for it: HR@10 = 0.10 under 99 negatives.
 */
const random: Method = {
  meta: {
    contract: 1,
    id: "random",
    version: "1.0.0",
    title: "Random (control)",
    citation: "Permafrost: ours, a control",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: {},
  fit({ catalogue }, _config, { seed }) {
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let q = 0; q < batch.length; q++) {
          const key = queryKey(batch, q, seed), again = mix(key + GOLDEN);
          for (let i = offsets[q]; i < offsets[q + 1]; i++) {
            // Two rounds with two keys: the items' order in one query says nothing about another.
            // 24 bits, as many as a float32 holds exactly.
            scores[i] = (mix(mix(items[i] ^ key) ^ again) >>> 8) / 16777216;
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};

/** 2³² divided by the golden ratio: an odd number without pattern, so that no word is mixed from 0. */
const GOLDEN = 0x9e3779b9;

/** A 32-bit hash of the run seed and all that a query holds but its candidates. */
function queryKey({ user, domain, time, history }: QueryBatch, q: number, seed: number): number {
  const { offsets, item } = history;
  const words = [seed, user[q], domain[q], time[q] >>> 0, time[q] / 4294967296 >>> 0];
  let key = 0;
  for (const word of words) key = mix((key ^ word) + GOLDEN);
  for (let e = offsets[q]; e < offsets[q + 1]; e++) key = mix((key ^ item[e]) + GOLDEN);
  return key;
}

/**
 * A bijection of 32-bit words in which every bit of the input moves every bit of the output: the
 * finaliser of MurmurHash3 (Appleby 2011).
 */
function mix(word: number): number {
  word = Math.imul(word ^ word >>> 16, 0x85ebca6b);
  word = Math.imul(word ^ word >>> 13, 0xc2b2ae35);
  return word ^ word >>> 16;
}

export default random;
