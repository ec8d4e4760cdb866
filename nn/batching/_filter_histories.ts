import type { Histories } from "../../plugins/contract/mod.ts";

/** Of every sequence, the events that `keeps`, in their order. */
export function filterHistories(
  { offsets, item, time, rating }: Histories,
  keeps: (row: number, sequence: number) => boolean,
): Histories {
  const kept = new Uint32Array(item.length), ends = new Uint32Array(offsets.length);
  let count = 0;
  for (let sequence = 0; sequence + 1 < offsets.length; sequence++) {
    for (let row = offsets[sequence]; row < offsets[sequence + 1]; row++) {
      if (keeps(row, sequence)) kept[count++] = row;
    }
    ends[sequence + 1] = count;
  }
  const rows = kept.subarray(0, count);
  return {
    offsets: ends,
    item: rows.map((row) => item[row]),
    time: Float64Array.from(rows, (row) => time[row]),
    ...rating && { rating: Float32Array.from(rows, (row) => rating[row]) },
  };
}
