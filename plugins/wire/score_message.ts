import type { QueryBatch } from "../contract/mod.ts";
import type { Column, Message } from "./message.ts";

/**
 * The message that asks for scores: a batch without its popularity, which travels only when it
 * changes. Its columns are the batch's own arrays.
 *
 * @example
 * ```ts
 * import { scoreMessage } from "./score_message.ts";
 * const empty = new Uint32Array(1), none = new Uint32Array(0);
 * const { columns } = scoreMessage({
 *   length: 0,
 *   user: new Int32Array(0),
 *   domain: new Uint8Array(0),
 *   time: new Float64Array(0),
 *   history: { offsets: empty, item: none, time: new Float64Array(0) },
 *   candidates: { kind: "list", offsets: empty, items: none },
 *   popularity: { days: 7, interval: 0, total: none, last: none },
 * });
 * if (columns.candidateItems !== none) throw new Error("copied");
 * ```
 */
export function scoreMessage(batch: QueryBatch): Message {
  const { history, candidates } = batch;
  const columns: Record<string, Column> = {
    user: batch.user,
    domain: batch.domain,
    time: batch.time,
    historyOffsets: history.offsets,
    historyItem: history.item,
    historyTime: history.time,
  };
  if (history.rating) columns.historyRating = history.rating;
  if (candidates.kind === "list") {
    columns.candidateOffsets = candidates.offsets;
    columns.candidateItems = candidates.items;
  }
  return { type: "score", values: { length: batch.length }, columns };
}
