import type { Catalogue, PopularityHistory, TrainView } from "../contract/mod.ts";

const DAY = 86400, DAYS = 30;

/** Items per user, in time order. */
export type Sequences = readonly (readonly number[])[];

/**
 * The train view of some sequences: three days between the events of a user, every event trainable,
 * ratings 1 … 5 and every label 1, unless `labelOf` says who likes what: ratings are 4 and 2 then.
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "./build_catalogue.ts";
 * import { buildTrainView } from "./build_train_view.ts";
 * const { events } = buildTrainView([[2, 0], [1]], buildCatalogue(3, { domains: 1 }));
 * if (events.item.join() !== "2,0,1" || events.offsets.join() !== "0,2,3") throw new Error("not CSR");
 * ```
 */
export function buildTrainView(
  sequences: Sequences,
  catalogue: Catalogue,
  { labelOf }: { readonly labelOf?: (event: number, user: number) => 0 | 1 } = {},
): TrainView {
  const item = Uint32Array.from(sequences.flat());
  const time = Float64Array.from(
    sequences.flatMap((sequence, user) => sequence.map((_, e) => 3 * DAY * e + user)),
  );
  const offsets = new Uint32Array(sequences.length + 1);
  sequences.forEach((sequence, user) => offsets[user + 1] = offsets[user] + sequence.length);
  const label = Float32Array.from(
    sequences.flatMap((sequence, user) => sequence.map((_, e) => labelOf?.(e, user) ?? 1)),
  );
  const rating = Float32Array.from(item, (each, e) => labelOf ? 2 + 2 * label[e] : 1 + each % 5);
  return {
    users: sequences.length,
    events: { offsets, item, time, rating },
    label,
    trainable: new Uint8Array(Math.ceil(item.length / 8)).fill(255),
    catalogue,
    popularity: popularityHistory(item, time),
  };
}

/** Events per item in each interval of 30 days. */
function popularityHistory(item: Uint32Array, time: Float64Array): PopularityHistory {
  const intervals = 1 + time.reduce((last, each) => Math.max(last, interval(each)), -1);
  const counts = Array.from({ length: intervals }, () => new Map<number, number>());
  item.forEach((each, e) => {
    const count = counts[interval(time[e])];
    count.set(each, (count.get(each) ?? 0) + 1);
  });
  const rows = counts.map((count) => [...count].sort(([a], [b]) => a - b));
  const offsets = new Uint32Array(intervals + 1);
  rows.forEach((row, i) => offsets[i + 1] = offsets[i] + row.length);
  return {
    days: DAYS,
    first: 0,
    offsets,
    item: Uint32Array.from(rows.flat(), ([each]) => each),
    count: Uint32Array.from(rows.flat(), ([, count]) => count),
  };
}

function interval(time: number): number {
  return Math.floor(time / (DAYS * DAY));
}
