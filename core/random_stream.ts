import { philox4x32 } from "./philox.ts";
import { labelKey } from "./label_key.ts";

/**
 * A stream of random numbers: Philox4x32-10 over one key, with derived streams by label.
 *
 * What a stream yields depends on its seed and labels alone, never on what else was drawn, so order,
 * parallelism and other users change nothing.
 *
 * @example
 * ```ts
 * import { RandomStream } from "./random_stream.ts";
 * const stream = RandomStream.from(7, "dropout", 3);
 * const die = stream.below(6);
 * if (die < 0 || die > 5) throw new Error("not a die");
 * ```
 */
export class RandomStream {
  readonly #k0: number;
  readonly #k1: number;
  readonly #c2: number;
  readonly #c3: number;
  readonly #block = new Uint32Array(4);
  #counter = 0;
  #left = 0;
  // The last bound and the words that serve it: loops draw below one bound many times.
  #bound = 0;
  #limit = 0;

  private constructor(k0: number, k1: number, c2: number, c3: number) {
    this.#k0 = k0;
    this.#k1 = k1;
    this.#c2 = c2;
    this.#c3 = c3;
  }

  /** The stream of (seed, labels): SHA-256 of their canonical JSON gives its key and high counter. */
  static from(seed: number, ...labels: readonly (string | number)[]): RandomStream {
    const [k0, k1, c2, c3] = labelKey(seed, ...labels);
    return new RandomStream(k0, k1, c2, c3);
  }

  /** The stream of four words: how a loop over millions of keys derives one cheaply from a block. */
  static ofWords(words: ArrayLike<number>): RandomStream {
    return new RandomStream(words[0], words[1], words[2], words[3]);
  }

  /** The next 32-bit word, uniform over 0 … 2³² − 1. */
  uint32(): number {
    if (this.#left === 0) {
      const high = Math.floor(this.#counter / 4294967296);
      philox4x32(this.#block, this.#counter >>> 0, high, this.#c2, this.#c3, this.#k0, this.#k1);
      this.#counter++;
      this.#left = 4;
    }
    return this.#block[4 - this.#left--];
  }

  /**
   * Takes whole blocks of four words, for a kernel that draws them itself.
   *
   * @returns the arguments of `philox4x32` for the first of them, c0 … c3, k0, k1; in the next ones
   * the 64 bits of c0 and c1 count on. Words that were left of a block are lost
   */
  takeBlocks(count: number): [number, number, number, number, number, number] {
    const first = this.#counter;
    this.#counter += count;
    this.#left = 0;
    const high = Math.floor(first / 4294967296);
    return [first >>> 0, high, this.#c2, this.#c3, this.#k0, this.#k1];
  }

  /** A whole number uniform over 0 … bound − 1, without bias (words that would bias are rejected). */
  below(bound: number): number {
    if (!(bound >= 1 && bound <= 4294967296 && Number.isInteger(bound))) {
      throw new RangeError(
        `Cannot draw below ${bound}: not a whole number in range, expected 1 … 2^32`,
      );
    }
    if (bound !== this.#bound) {
      this.#bound = bound;
      this.#limit = 4294967296 - (4294967296 % bound);
    }
    for (;;) {
      const word = this.uint32();
      if (word < this.#limit) return word % bound;
    }
  }

  /** A double uniform over [0, 1) with 53 random bits. */
  float(): number {
    const high = this.uint32() >>> 5, low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A standard normal number (Marsaglia's polar method). */
  normal(): number {
    for (;;) {
      const u = 2 * this.float() - 1, v = 2 * this.float() - 1, s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt(-2 * Math.log(s) / s);
    }
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<A extends Uint32Array | Float64Array | Int32Array>(array: A): A {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.below(i + 1), kept = array[i];
      array[i] = array[j];
      array[j] = kept;
    }
    return array;
  }
}
