import type { Candidates, Popularity, QueryBatch } from "../contract/mod.ts";
import { readColumn } from "./read_column.ts";
import { readNumber } from "./read_number.ts";
import type { Message } from "./message.ts";

/**
 * The batch that a message of `scoreMessage` holds, whatever its type.
 *
 * @param popularity the one that was told last
 * @throws {TypeError} if it holds none
 *
 * @example
 * ```ts
 * import { readScoreMessage } from "./read_score_message.ts";
 * import { scoreMessage } from "./score_message.ts";
 * const empty = new Uint32Array(1), none = new Uint32Array(0);
 * const popularity = { days: 7, interval: 0, total: none, last: none };
 * const batch = readScoreMessage(
 *   scoreMessage({
 *     length: 0,
 *     user: new Int32Array(0),
 *     domain: new Uint8Array(0),
 *     time: new Float64Array(0),
 *     history: { offsets: empty, item: none, time: new Float64Array(0) },
 *     candidates: { kind: "domain" },
 *     popularity,
 *   }),
 *   popularity,
 * );
 * if (batch.candidates.kind !== "domain") throw new Error("not the same");
 * ```
 */
export function readScoreMessage(message: Message, popularity: Popularity): QueryBatch {
  const { columns } = message;
  const candidates: Candidates = columns.candidateOffsets
    ? {
      kind: "list",
      offsets: readColumn(message, "candidateOffsets", Uint32Array),
      items: readColumn(message, "candidateItems", Uint32Array),
    }
    : { kind: "domain" };
  return {
    length: readNumber(message, "length"),
    user: readColumn(message, "user", Int32Array),
    domain: readColumn(message, "domain", Uint8Array),
    time: readColumn(message, "time", Float64Array),
    history: {
      offsets: readColumn(message, "historyOffsets", Uint32Array),
      item: readColumn(message, "historyItem", Uint32Array),
      time: readColumn(message, "historyTime", Float64Array),
      ...columns.historyRating && { rating: readColumn(message, "historyRating", Float32Array) },
    },
    candidates,
    popularity,
  };
}
