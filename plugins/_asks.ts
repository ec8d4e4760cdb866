import { answerScore } from "./_answer_score.ts";
import type { FitContext, Progress, Scorer } from "./contract/mod.ts";
import { errorMessage } from "./_error_message.ts";
import type { MethodLink } from "./_method_link.ts";
import { PluginFailure } from "./plugin_failure.ts";
import type { Message } from "./wire/message.ts";
import { readColumn } from "./wire/read_column.ts";

/** What a method may ask of the host while it makes a scorer, and only so long. */
export class Asks {
  readonly #link: MethodLink;
  readonly #during: string;
  /** Asks that wait for the host, one after the other. */
  #turns: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #open = true;

  /** @param during what the method does meanwhile: "fit", "adapt" or "load" */
  constructor(link: MethodLink, during: string) {
    this.#link = link;
    this.#during = during;
  }

  /** The context that the method is lent. */
  context(resume: unknown): FitContext {
    const { hello: { seed, device }, signal, channel } = this.#link;
    return {
      seed,
      device,
      signal,
      validate: (scorer) => this.#ask("validate", () => this.#validate(scorer)),
      checkpoint: (state) => this.#ask("checkpoint", () => this.#checkpoint(state)),
      progress: (event) => {
        if (!this.#open) throw this.#late("tell progress");
        void channel.send(progressMessage(event));
      },
      ...resume instanceof Uint8Array && { resume },
    };
  }

  /** Answers nothing more. @throws {PluginFailure} "contract" if something still waits */
  close(): void {
    this.#open = false;
    if (this.#waiting === 0) return;
    throw new PluginFailure(
      "contract",
      `its ${this.#during} returned while validate() or checkpoint() still ran, expected them awaited`,
    );
  }

  #ask<T>(what: string, how: () => Promise<T>): Promise<T> {
    if (!this.#open) return Promise.reject(this.#late(what));
    this.#waiting++;
    const turn = this.#turns.then(how).finally(() => this.#waiting--);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  #late(what: string): Error {
    return new Error(`Cannot ${what}: ${this.#during} has ended, expected a call before that`);
  }

  async #validate(scorer: Scorer): Promise<{ value: number; byDomain: Float64Array }> {
    const { channel, batches } = this.#link;
    await channel.send({ type: "validate", values: {}, columns: {} });
    for (;;) {
      const message = await channel.receive();
      if (!message) throw new Error("Cannot validate: the host has ended the run");
      switch (message.type) {
        case "popularity":
          batches.popularity(message);
          break;
        case "validated": {
          const [value] = readColumn(message, "value", Float64Array);
          return { value, byDomain: readColumn(message, "byDomain", Float64Array) };
        }
        case "refused":
          throw new PluginFailure("validations", String(message.values.reason));
        default:
          try {
            await answerScore(message, scorer, this.#link);
          } catch (error) {
            // The host waits for scores: tell it now, whatever the method makes of this error.
            await channel.send(errorMessage(error, "score"));
            throw error;
          }
      }
    }
  }

  async #checkpoint(state: Uint8Array): Promise<void> {
    const { channel } = this.#link;
    await channel.send({ type: "checkpoint", values: {}, columns: { state } });
    const answer = await channel.receive();
    if (answer?.type !== "kept") throw new Error("Cannot checkpoint: the host has ended the run");
  }
}

/** NaN stands for what the event does not tell; JSON has no NaN, a column has. */
function progressMessage({ done, total = NaN, loss = NaN }: Progress): Message {
  return { type: "progress", values: {}, columns: { event: Float64Array.of(done, total, loss) } };
}
