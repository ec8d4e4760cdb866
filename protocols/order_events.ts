import type { Corpus } from "../core/corpus.ts";
import { labelKey } from "../core/label_key.ts";
import { philox4x32 } from "../core/philox.ts";
import type { IdHashes } from "./id_hashes.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Puts a corpus's events in the order of rule 1: per user by time, equal times by a hash of
 * (protocol seed, raw user, raw item), never by id or file order.
 *
 * @param hashes of the corpus's raw ids under the same seed
 * @param seed protocol seed
 * @returns the events in order; the corpus stays as it is
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { idHashes } from "./id_hashes.ts";
 * import { orderEvents } from "./order_events.ts";
 * const tiny = await loadDataset("tundra-tiny"), { interactions } = tiny;
 * const time = new Float64Array(interactions.length); // all at once
 * const corpus = { ...tiny, interactions: { ...interactions, time } };
 * const [one, two] = [1, 2].map((seed) => orderEvents(corpus, idHashes(corpus, seed), seed));
 * if (one.item.join() === two.item.join()) throw new Error("ties do not hang on the seed");
 * ```
 */
export function orderEvents(corpus: Corpus, hashes: IdHashes, seed: number): Timeline {
  const { offsets, item, time, rating } = corpus.interactions;
  const length = item.length;
  const [k0, k1] = labelKey(seed, "tie");
  const out = new Uint32Array(4);
  const newItem = item.slice();
  const newRating = rating?.slice();
  for (let user = 0; user + 1 < offsets.length; user++) {
    const end = offsets[user + 1];
    for (let from = offsets[user], to; from < end; from = to) {
      to = from + 1;
      while (to < end && time[to] === time[from]) to++;
      if (to - from < 2) continue;
      const rows = [];
      for (let row = from; row < to; row++) {
        const i = 2 * item[row], u = 2 * user;
        philox4x32(
          out,
          hashes.user[u],
          hashes.user[u + 1],
          hashes.item[i],
          hashes.item[i + 1],
          k0,
          k1,
        );
        rows.push({ row, high: out[0], low: out[1] });
      }
      rows.sort((a, b) => a.high - b.high || a.low - b.low || a.row - b.row);
      for (let at = 0; at < rows.length; at++) {
        newItem[from + at] = item[rows[at].row];
        if (rating && newRating) newRating[from + at] = rating[rows[at].row];
      }
    }
  }
  return {
    length,
    offsets,
    item: newItem,
    time,
    ...(newRating ? { rating: newRating } : {}),
  };
}
