import { labelKey } from "../../core/label_key.ts";
import { philox4x32 } from "../../core/philox.ts";

type Words = readonly [number, number, number, number];

/** The numbers of docs/protocols/draws.md: functions of the protocol's seed and of raw ids. */
export class Draws {
  readonly #seed: number;
  // Each is asked for very often.
  readonly #keys = new Map<string, Words>();
  readonly #hashes = new Map<string, readonly [number, number]>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The tie block of an event. */
  tie({ user, domain, item }: { user: string; domain: string; item: string }): Words {
    return this.#ofPair(["tie"], this.user(user), this.item(domain, item));
  }

  /** The number that decides who is exposed, from 0 to 1. */
  exposure(user: string): number {
    return bits53(this.#ofPair(["exposed"], this.user(user), [0, 0])) / 2 ** 53;
  }

  /** The number that decides what a user of a domain is for, from 0 to 1. */
  kind(user: string, domain: string): number {
    const [, , k2, k3] = this.#key("users", domain);
    return bits53(this.#ofPair(["users", domain], this.user(user), [k2, k3])) / 2 ** 53;
  }

  /** The number that orders the users whose samples are adapted to. */
  samples(user: string): number {
    return bits53(this.#ofPair(["samples"], this.user(user), [0, 0]));
  }

  /** The number that decides which validation cases are asked. */
  validation({ user, domain, item }: { user: string; domain: string; item: string }): number {
    return bits53(this.#ofPair(["validation"], this.user(user), this.item(domain, item)));
  }

  /** `below` of the stream of one case's candidates. */
  candidates(user: string, domain: string, before: number): (bound: number) => number {
    const c = this.#key("candidates", domain), [u0, u1] = this.user(user);
    const name = block([(u0 ^ c[2]) >>> 0, (u1 ^ c[3]) >>> 0, before, 0], c[0], c[1]);
    const words: number[] = [];
    let blocks = 0;
    return (bound) => {
      for (;;) {
        if (words.length === 0) {
          words.push(...block([blocks++, 0, name[2], name[3]], name[0], name[1]));
        }
        const word = words.shift() ?? 0;
        if (word < 2 ** 32 - (2 ** 32 % bound)) return word % bound;
      }
    };
  }

  /** U. */
  user(id: string): readonly [number, number] {
    return this.#hash(id, "user");
  }

  /** I. */
  item(domain: string, id: string): readonly [number, number] {
    return this.#hash(id, "item", domain);
  }

  #key(...labels: string[]): Words {
    const name = labels.join("\0"),
      key = this.#keys.get(name) ?? labelKey(this.#seed, ...labels);
    this.#keys.set(name, key);
    return key;
  }

  #ofPair(
    labels: readonly string[],
    a: readonly [number, number],
    b: readonly [number, number],
  ): Words {
    const [k0, k1] = this.#key(...labels);
    return block([a[0], a[1], b[0], b[1]], k0, k1);
  }

  #hash(text: string, ...labels: string[]): readonly [number, number] {
    const name = [text, ...labels].join("\0"), known = this.#hashes.get(name);
    if (known) return known;
    const [k0, k1, k2, k3] = this.#key(...labels),
      bytes = new TextEncoder().encode(text);
    let state: Words = [0, 0, k2, k3];
    for (let from = 0; from < bytes.length; from += 16) {
      const word = (w: number) =>
        [0, 1, 2, 3].reduce((sum, b) => sum + (bytes[from + 4 * w + b] ?? 0) * 256 ** b, 0);
      state = block([0, 1, 2, 3].map((w) => (state[w] ^ word(w)) >>> 0), k0, k1);
    }
    const [s0, s1, s2, s3] = state;
    const [h0, h1] = block([s0, s1, (s2 ^ bytes.length) >>> 0, ~s3 >>> 0], k0, k1);
    this.#hashes.set(name, [h0, h1]);
    return [h0, h1];
  }
}

/** P of the page. */
function block(counter: readonly number[], k0: number, k1: number): Words {
  const out = new Uint32Array(4);
  philox4x32(out, counter[0], counter[1], counter[2], counter[3], k0, k1);
  return [out[0], out[1], out[2], out[3]];
}

function bits53([w0, w1]: Words): number {
  return w0 * 2 ** 21 + Math.floor(w1 / 2 ** 11);
}
