import type { TrainView } from "@permafrost/bench/method";

/**
 * In how many samples of an epoch an item occurs (n_j of equation 6): as the target, or in the history
 * before it; negatives, which change from epoch to epoch, do not count.
 *
 * @param options `length`: items of a history that are seen
 * @returns a number per item, and one for the start token
 */
export function occurrences(
  { events: { offsets, item }, trainable, catalogue }: TrainView,
  { length }: { length: number },
): Uint32Array {
  const counts = new Uint32Array(catalogue.items + 1);
  for (let user = 0; user + 1 < offsets.length; user++) {
    const first = offsets[user], end = offsets[user + 1];
    /** Trainable events from a row on, within the user's. */
    let ahead = 0;
    const after = new Uint32Array(end - first + 1);
    for (let row = end - 1; row >= first; row--) {
      const target = trainable[row >> 3] >> (row & 7) & 1;
      // Of the targets ahead, those that still see this row.
      const seen = ahead - after[Math.min(end, row + 1 + length) - first];
      counts[item[row]] += target + seen;
      // The start token is seen from targets with fewer events before them than there are positions.
      if (target === 1 && row - first < length) counts[catalogue.items]++;
      after[row - first] = ahead += target;
    }
  }
  return counts;
}
