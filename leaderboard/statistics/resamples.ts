import { RandomStream } from "../../core/random_stream.ts";

/** Draws are kept up to this many bytes, and drawn again for every row of a larger task. */
const KEPT_BYTES = 268435456;

/**
 * Bootstrap resamples of a task's users: as many as there are, drawn with replacement. Resample b
 * hangs on the fingerprint and b alone, so that all rows of a task see the same users.
 *
 * @example
 * ```ts
 * import { Resamples } from "./resamples.ts";
 * const times = new Resamples(3, "fingerprint").times(0);
 * if (times[0] + times[1] + times[2] !== 3) throw new Error("not as many as there are");
 * ```
 */
export class Resamples {
  /** Number of resamples. */
  readonly number = 1000;
  readonly #users: number;
  readonly #fingerprint: string;
  readonly #kept: Uint8Array | undefined;
  #drawn = 0;

  constructor(users: number, fingerprint: string) {
    this.#users = users;
    this.#fingerprint = fingerprint;
    const bytes = users * this.number;
    this.#kept = bytes <= KEPT_BYTES ? new Uint8Array(bytes) : undefined;
  }

  /** How often each user is in resample b. Ask for 0, 1, 2 … in order. */
  times(b: number): Uint8Array {
    const kept = this.#kept?.subarray(b * this.#users, (b + 1) * this.#users);
    if (kept && b < this.#drawn) return kept;
    this.#drawn = b + 1;
    return this.#draw(kept ?? new Uint8Array(this.#users), b);
  }

  /**
   * Lemire's multiplication ("Fast random integer generation in an interval", ACM TOMACS 29(1),
   * 2019): exactly uniform, and without a division per draw. A user is never drawn 256 times: the
   * odds of that are below 1e-500.
   */
  #draw(times: Uint8Array, b: number): Uint8Array {
    const users = this.#users, stream = RandomStream.from(0, "bootstrap", this.#fingerprint, b);
    const refused = 4294967296 % users;
    for (let drawn = 0; drawn < users;) {
      const product = stream.uint32() * users, user = Math.floor(product / 4294967296);
      if (product - user * 4294967296 < refused) continue;
      times[user]++;
      drawn++;
    }
    return times;
  }
}
