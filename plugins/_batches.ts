import type { Popularity, QueryBatch } from "./contract/mod.ts";
import type { Message } from "./wire/message.ts";
import { readPopularityMessage } from "./wire/read_popularity_message.ts";
import { readScoreMessage } from "./wire/read_score_message.ts";

/** Batches on the method's side: a popularity is told once for all that follow. */
export class Batches {
  #popularity: Popularity | undefined;

  /** Takes the popularity for the batches that follow. */
  popularity(message: Message): void {
    this.#popularity = readPopularityMessage(message);
  }

  /** The batch that a message holds. @throws {TypeError} if no popularity was told before it */
  read(message: Message): QueryBatch {
    if (!this.#popularity) {
      throw new TypeError(`Cannot take "${message.type}": no popularity, expected it first`);
    }
    const { total, last, ...rest } = this.#popularity;
    // Each batch has arrays of its own: what a method does to them reaches no later batch.
    return readScoreMessage(message, { ...rest, total: total.slice(), last: last.slice() });
  }
}
