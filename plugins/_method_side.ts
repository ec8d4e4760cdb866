import { answerScore } from "./_answer_score.ts";
import { answerVectors, vectorsOf } from "./_answer_vectors.ts";
import { Asks } from "./_asks.ts";
import type { FitContext, Method, Scorer } from "./contract/mod.ts";
import type { MethodLink } from "./_method_link.ts";
import { PluginFailure } from "./plugin_failure.ts";
import type { Message } from "./wire/message.ts";
import { readFitMessage } from "./wire/read_fit_message.ts";
import { readLoadMessage } from "./wire/read_load_message.ts";
import { readNumber } from "./wire/read_number.ts";

/** A method and the scorers that it has made, in the order in which the host numbers them. */
export class MethodSide {
  readonly #method: Method;
  readonly #link: MethodLink;
  readonly #scorers: Scorer[] = [];

  constructor(method: Method, link: MethodLink) {
    this.#method = method;
    this.#link = link;
  }

  /** Does what a message of the host asks, and sends the answer if there is one. */
  async answer(message: Message): Promise<void> {
    switch (message.type) {
      case "popularity":
        return this.#link.batches.popularity(message);
      case "fit":
        return await this.#fit(message);
      case "load":
        return await this.#load(message);
      case "adapt":
        return await this.#adapt(message);
      case "offers":
        return await this.#offers(message);
      case "queries":
      case "items":
        return await answerVectors(message, this.#scorer(message), this.#link);
      case "save":
        return await this.#save(message);
      default:
        return await answerScore(message, this.#scorer(message), this.#link);
    }
  }

  /** Frees what the scorers hold. */
  async dispose(): Promise<void> {
    for (const scorer of new Set(this.#scorers)) await scorer[Symbol.asyncDispose]?.();
  }

  async #fit(message: Message): Promise<void> {
    const train = readFitMessage(message), config = configOf(message);
    await this.#make(message, "fitted", (context) => this.#method.fit(train, config, context));
  }

  async #load(message: Message): Promise<void> {
    const method = this.#method;
    if (!method.load) throw new PluginFailure("contract", "it has no load(), expected one");
    const load = method.load.bind(method);
    const { weights, catalogue } = readLoadMessage(message), config = configOf(message);
    await this.#make(message, "loaded", (context) => load(weights, catalogue, config, context));
  }

  async #adapt(message: Message): Promise<void> {
    const scorer = this.#scorer(message);
    if (!scorer.adapt) throw new PluginFailure("contract", "it has no adapt(), expected one");
    const adapt = scorer.adapt.bind(scorer), target = readFitMessage(message);
    await this.#make(message, "adapted", (context) => adapt(target, context));
  }

  /** Lets the method make a scorer, keeps it, and tells the host when it is done. */
  async #make(
    { type, columns }: Message,
    done: string,
    how: (context: FitContext) => Promise<unknown>,
  ): Promise<void> {
    const asks = new Asks(this.#link, type);
    const scorer = await how(asks.context(columns.resume));
    if (!isScorer(scorer)) {
      throw new PluginFailure("contract", `its ${type} gave no scorer, expected one with score()`);
    }
    asks.close();
    this.#link.assertDevice();
    this.#scorers.push(scorer);
    await this.#link.channel.send({ type: done, values: {}, columns: {} });
  }

  async #offers(message: Message): Promise<void> {
    const id = readNumber(message, "id");
    const scorer = this.#scorers.length > 0 ? this.#scorer(message) : undefined;
    const values = {
      id,
      vectors: scorer !== undefined && vectorsOf(scorer) !== undefined,
      adapt: typeof scorer?.adapt === "function",
      save: typeof scorer?.save === "function",
      load: typeof this.#method.load === "function",
    };
    await this.#link.channel.send({ type: "offers", values, columns: {} });
  }

  async #save(message: Message): Promise<void> {
    const id = readNumber(message, "id"), scorer = this.#scorer(message);
    const weights: unknown = await scorer.save?.();
    this.#link.assertDevice();
    if (!(weights instanceof Uint8Array)) {
      const what = weights instanceof Object ? weights.constructor.name : typeof weights;
      throw new PluginFailure(
        "contract",
        `its weights are of type ${what}, expected a Uint8Array`,
      );
    }
    await this.#link.channel.send({ type: "weights", values: { id }, columns: { weights } });
  }

  /** The scorer that a message asks, number 0 unless it says another. */
  #scorer({ type, values: { scorer: number = 0 } }: Message): Scorer {
    const scorer = typeof number === "number" ? this.#scorers[number] : undefined;
    if (scorer) return scorer;
    throw new TypeError(`Cannot take "${type}": no scorer ${number}, expected "fit" first`);
  }
}

function configOf({ values: { config } }: Message): object {
  if (typeof config === "object" && config !== null) return config;
  throw new PluginFailure("contract", `its config is ${typeof config}, expected an object`);
}

function isScorer(value: unknown): value is Scorer {
  return value instanceof Object && "score" in value && typeof value.score === "function";
}
