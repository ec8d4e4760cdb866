import type { Popularity, QueryBatch } from "./contract/mod.ts";
import type { Conversation } from "./_conversation.ts";
import type { Message } from "./wire/message.ts";
import { popularityMessage } from "./wire/popularity_message.ts";

/** The host's questions to one method: numbered, and a popularity is told only when it changes. */
export class Questions {
  /** Where they are asked. */
  readonly talk: Conversation;
  #told: Popularity | undefined;
  #lastId = 0;
  #scorers = 0;

  constructor(talk: Conversation) {
    this.talk = talk;
  }

  /** Numbers a scorer that the method has made. */
  nextScorer(): number {
    return this.#scorers++;
  }

  /** Tells the popularity of a batch that is asked about next, unless the method knows it. */
  popularity({ popularity }: QueryBatch): void {
    if (popularity === this.#told) return;
    this.#told = popularity;
    this.talk.tell(popularityMessage(popularity));
  }

  /**
   * Asks, and gives the answer to that very question.
   *
   * @param answer its type
   * @param progress hears progress that comes before it; else none may come
   */
  async ask(
    { type, values, columns }: Message,
    answer: string,
    progress?: (message: Message) => void,
  ): Promise<Message> {
    const { talk } = this, id = ++this.#lastId;
    const types = progress ? [answer, "progress"] : [answer];
    talk.tell({ type, values: { id, ...values }, columns });
    let found = await talk.hear(...types);
    while (progress && found.type === "progress") {
      progress(found);
      found = await talk.hear(...types);
    }
    if (found.values.id !== id) {
      const other = JSON.stringify(found.values.id) ?? "none";
      talk.fail("protocol", `${answer} of question ${other}`, `those of ${id}`);
    }
    return found;
  }
}

/** The value that names a scorer in a question: none for number 0. */
export function scorerValue(number: number): Readonly<Record<string, number>> {
  return number === 0 ? {} : { scorer: number };
}

/** Bytes that an answer may have besides its numbers. */
export const FRAME_BYTES = 4096;
