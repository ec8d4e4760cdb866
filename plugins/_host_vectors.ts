import { checkFinite } from "./_check_finite.ts";
import type { QueryBatch } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { FRAME_BYTES, type Questions, scorerValue } from "./_questions.ts";
import type { SessionVectors } from "./session_vectors.ts";
import { takeColumn } from "./_take_column.ts";
import type { Message } from "./wire/message.ts";
import { scoreMessage } from "./wire/score_message.ts";

/** No vector has more numbers. */
const SIZE_MAX = 4096;

/** The host's side of a scorer's vectors. */
export class HostVectors implements SessionVectors {
  readonly #questions: Questions;
  readonly #number: number;
  readonly #pools: readonly number[];
  readonly #cannot: string;
  /** Numbers per vector, once one was seen. */
  #size: number | undefined;

  constructor(
    questions: Questions,
    { number, pools }: { readonly number: number; readonly pools: readonly number[] },
  ) {
    this.#questions = questions;
    this.#number = number;
    this.#pools = pools;
    this.#cannot = `Cannot take the vectors of "${questions.talk.plugin.name}"`;
  }

  queries(batch: QueryBatch): Promise<Float32Array> {
    return this.#questions.talk.part(async () => {
      this.#questions.popularity(batch);
      const message = { ...scoreMessage(batch), type: "queries" };
      const most = 4 * batch.length * (this.#size ?? SIZE_MAX);
      const [vectors] = await this.#ask(message, ["vectors"], most);
      this.#checkSize(vectors, batch.length, ["query", "queries"]);
      return vectors;
    });
  }

  async items(
    domain: number,
    interval: number,
  ): Promise<{ readonly vectors: Float32Array; readonly bias: Float32Array }> {
    const pool = this.#pools[domain];
    if (pool === undefined) {
      const most = this.#pools.length - 1;
      throw new RangeError(`${this.#cannot}: domain ${domain}, expected 0 to ${most}`);
    }
    if (!Number.isInteger(interval)) {
      throw new RangeError(`${this.#cannot}: interval ${interval}, expected a whole number`);
    }
    return await this.#questions.talk.part(async () => {
      // Of an unknown size, they may be as big as a checkpoint.
      const most = this.#size === undefined ? 0 : 4 * pool * (this.#size + 1);
      const message = { type: "items", values: { domain, interval }, columns: {} };
      const [vectors, bias] = await this.#ask(message, ["vectors", "bias"], most);
      if (bias.length !== pool) {
        this.#refuse(`${bias.length} biases`, `${pool}, one per item of the pool`);
      }
      this.#checkSize(vectors, pool, ["item", "items"]);
      checkFinite(bias, { cannot: this.#cannot, place: (at) => `the bias of item ${at}` });
      return { vectors, bias };
    });
  }

  /** Asks for columns of numbers, and lets the method send as many bytes as they turn out to have. */
  async #ask(
    { type, values, columns }: Message,
    names: readonly string[],
    most: number,
  ): Promise<Float32Array[]> {
    const { talk } = this.#questions;
    talk.peer.allow(most);
    const message = { type, values: { ...values, ...scorerValue(this.#number) }, columns };
    const answer = await this.#questions.ask(message, type);
    const taken = names.map((name) => takeColumn(talk, answer, { name, kind: Float32Array }));
    const bytes = taken.reduce((sum, { byteLength }) => sum + byteLength, FRAME_BYTES);
    talk.peer.allow(bytes - most);
    return taken;
  }

  /** Every vector of a scorer has the same size. */
  #checkSize(vectors: Float32Array, rows: number, [one, many]: readonly [string, string]): void {
    const { length } = vectors, what = `${length} numbers for ${rows} ${rows === 1 ? one : many}`;
    if (this.#size !== undefined && length !== rows * this.#size) {
      this.#refuse(what, `${this.#size} each, as before`);
    }
    const size = length / rows;
    if (rows === 0 ? length > 0 : !Number.isInteger(size) || size < 1 || size > SIZE_MAX) {
      this.#refuse(what, `1 to ${SIZE_MAX} each, the same for all`);
    }
    if (rows > 0) this.#size = size;
    checkFinite(vectors, {
      cannot: this.#cannot,
      place: (at) => `${one} ${Math.floor(at / size)}`,
    });
  }

  #refuse(what: string, wanted: string): never {
    throw new PluginFailure("scores", `${this.#cannot}: ${what}, expected ${wanted}`);
  }
}
