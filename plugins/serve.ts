import type { FitContext, Method, Popularity, Progress, Scorer } from "./contract/mod.ts";
import { checkMethod } from "./_check_method.ts";
import { errorMessage } from "./_error_message.ts";
import { type Hello, readHello } from "./_hello.ts";
import { PluginFailure } from "./plugin_failure.ts";
import type { Channel } from "./wire/channel.ts";
import type { Message } from "./wire/message.ts";
import { readColumn } from "./wire/read_column.ts";
import { readFitMessage } from "./wire/read_fit_message.ts";
import { readNumber } from "./wire/read_number.ts";
import { readPopularityMessage } from "./wire/read_popularity_message.ts";
import { readScoreMessage } from "./wire/read_score_message.ts";

/** What a method's side of the conversation is lent. */
export interface Serving {
  /** Loads what a plugin exports by default, and opens its device. */
  load(hello: Hello): Promise<unknown>;
  /** Throws if tensors live elsewhere than on this device. */
  assertDevice(hello: Hello): void;
  /** For the method's `context.signal`. */
  readonly signal: AbortSignal;
}

/**
 * The method's side of the conversation, the same inside the sandbox and in-process: describes the
 * method, fits it and scores with it, until the host's side closes. What the method throws is told to
 * the host, and ends the conversation.
 */
export async function serve(channel: Channel, serving: Serving): Promise<void> {
  const first = await channel.receive();
  if (!first) return;
  let stage: "load" | "fit" | "score" = "load", scorer: Scorer | undefined;
  try {
    const hello = readHello(first);
    const method = checkMethod(await serving.load(hello));
    serving.assertDevice(hello);
    const { meta, defaults, space = null } = method;
    await channel.send({ type: "ready", values: { meta, defaults, space }, columns: {} });
    const side = new MethodSide(channel, method, { hello, serving });
    for (let message; (message = await channel.receive());) {
      stage = message.type === "fit" ? "fit" : "score";
      if (message.type === "popularity") side.popularity(message);
      else if (message.type === "fit") scorer = await side.fit(message);
      else if (scorer) await side.score(message, scorer);
      else throw new TypeError(`Cannot take "${message.type}": not fitted, expected "fit" first`);
    }
    await scorer?.[Symbol.asyncDispose]?.();
  } catch (error) {
    await channel.send(errorMessage(error, stage));
  }
}

class MethodSide {
  readonly #channel: Channel;
  readonly #method: Method;
  readonly #hello: Hello;
  readonly #serving: Serving;
  #popularity: Popularity | undefined;
  /** Asks that wait for the host, one after the other. */
  #asks: Promise<unknown> = Promise.resolve();
  #asking = 0;

  constructor(
    channel: Channel,
    method: Method,
    { hello, serving }: { readonly hello: Hello; readonly serving: Serving },
  ) {
    this.#channel = channel;
    this.#method = method;
    this.#hello = hello;
    this.#serving = serving;
  }

  /** Takes the popularity for the batches that follow. */
  popularity(message: Message): void {
    this.#popularity = readPopularityMessage(message);
  }

  /** Fits, and tells the host when it is done. */
  async fit(message: Message): Promise<Scorer> {
    const { config } = message.values;
    if (typeof config !== "object" || config === null) {
      throw new PluginFailure("contract", `its config is ${typeof config}, expected an object`);
    }
    const context = this.#context(message);
    const scorer: unknown = await this.#method.fit(readFitMessage(message), config, context.lent);
    context.close();
    if (!isScorer(scorer)) {
      throw new PluginFailure("contract", "its fit gave no scorer, expected one with score()");
    }
    if (this.#asking > 0) {
      throw new PluginFailure(
        "contract",
        "its fit returned while validate() or checkpoint() still ran, expected them awaited",
      );
    }
    this.#serving.assertDevice(this.#hello);
    await this.#channel.send({ type: "fitted", values: {}, columns: {} });
    return scorer;
  }

  /** Scores one batch with a scorer and sends its answer. */
  async score(message: Message, scorer: Scorer): Promise<void> {
    if (message.type !== "score" || !this.#popularity) {
      throw new TypeError(`Cannot take "${message.type}": not asked for, expected "score"`);
    }
    const { total, last, ...rest } = this.#popularity;
    // Each batch has arrays of its own: what a method does to them reaches no later batch.
    const popularity = { ...rest, total: total.slice(), last: last.slice() };
    const scores: unknown = await scorer.score(readScoreMessage(message, popularity));
    this.#serving.assertDevice(this.#hello);
    if (!(scores instanceof Float32Array)) {
      const what = scores instanceof Object ? scores.constructor.name : typeof scores;
      throw new PluginFailure("scores", `they are of type ${what}, expected a Float32Array`);
    }
    const id = readNumber(message, "id");
    await this.#channel.send({ type: "scores", values: { id }, columns: { scores } });
  }

  #context({ columns: { resume } }: Message): { lent: FitContext; close(): void } {
    let open = true;
    const ask = <T>(what: string, how: () => Promise<T>): Promise<T> => {
      if (!open) return Promise.reject(late(what));
      this.#asking++;
      const turn = this.#asks.then(how).finally(() => this.#asking--);
      this.#asks = turn.catch(() => {});
      return turn;
    };
    const lent: FitContext = {
      seed: this.#hello.seed,
      device: this.#hello.device,
      signal: this.#serving.signal,
      validate: (scorer) => ask("validate", () => this.#validate(scorer)),
      checkpoint: (state) => ask("checkpoint", () => this.#checkpoint(state)),
      progress: (event) => {
        if (!open) {
          throw new Error("Cannot tell progress: fit has ended, expected a call before that");
        }
        void this.#channel.send(progressMessage(event));
      },
      ...resume instanceof Uint8Array && { resume },
    };
    return { lent, close: () => open = false };
  }

  async #validate(scorer: Scorer): Promise<{ value: number; byDomain: Float64Array }> {
    await this.#channel.send({ type: "validate", values: {}, columns: {} });
    for (;;) {
      const message = await this.#channel.receive();
      if (!message) throw new Error("Cannot validate: the host has ended the run");
      switch (message.type) {
        case "popularity":
          this.popularity(message);
          break;
        case "validated": {
          const [value] = readColumn(message, "value", Float64Array);
          return { value, byDomain: readColumn(message, "byDomain", Float64Array) };
        }
        case "refused":
          throw new PluginFailure("validations", String(message.values.reason));
        default:
          try {
            await this.score(message, scorer);
          } catch (error) {
            // The host waits for scores: tell it now, whatever the method makes of this error.
            await this.#channel.send(errorMessage(error, "score"));
            throw error;
          }
      }
    }
  }

  async #checkpoint(state: Uint8Array): Promise<void> {
    await this.#channel.send({ type: "checkpoint", values: {}, columns: { state } });
    const answer = await this.#channel.receive();
    if (answer?.type !== "kept") throw new Error("Cannot checkpoint: the host has ended the run");
  }
}

function late(what: string): Error {
  return new Error(`Cannot ${what}: fit has ended, expected a call before that`);
}

function isScorer(value: unknown): value is Scorer {
  return value instanceof Object && "score" in value && typeof value.score === "function";
}

/** NaN stands for what the event does not tell; JSON has no NaN, a column has. */
function progressMessage({ done, total = NaN, loss = NaN }: Progress): Message {
  return { type: "progress", values: {}, columns: { event: Float64Array.of(done, total, loss) } };
}
