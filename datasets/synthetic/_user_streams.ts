import { labelKey } from "../../core/label_key.ts";
import { philox4x32 } from "../../core/philox.ts";
import { RandomStream } from "../../core/random_stream.ts";

/**
 * A stream per (purpose, user), independent of all others: one SHA-256 per purpose gives a key, one
 * Philox block with the user in its counter the stream's words. Hashing per user would cost more
 * than all that is drawn.
 */
export class UserStreams {
  readonly #seed: number;
  readonly #keys = new Map<string, readonly number[]>();
  readonly #words = new Uint32Array(4);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The stream of one user for one purpose. */
  of(user: number, purpose: string): RandomStream {
    let key = this.#keys.get(purpose);
    if (!key) {
      key = labelKey(this.#seed, "user", purpose);
      this.#keys.set(purpose, key);
    }
    philox4x32(this.#words, user, 0, key[2], key[3], key[0], key[1]);
    return RandomStream.ofWords(this.#words);
  }
}
