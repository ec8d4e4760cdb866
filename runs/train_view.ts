import type { PopularityHistory, TrainView } from "../plugins/contract/mod.ts";
import type { Task } from "../protocols/task.ts";
import { catalogueView } from "./catalogue_view.ts";
import type { ItemTexts } from "./item_texts.ts";
import type { Shuffle } from "./shuffle.ts";

/** What of a task a view shows, if not all that a fit learns from. */
export interface ViewOptions {
  /** Per timeline event: 1 = it is in the view, of which `shuffle` must have been made. */
  readonly learned?: Uint8Array;
  /** Per timeline event: 1 = it may be a training target; all of the view unless said. */
  readonly trainable?: Uint8Array;
  /** The first so many domains. */
  readonly domains?: number | undefined;
  /** Vectors of the items' texts, for a plugin that needs them. */
  readonly texts?: ItemTexts | undefined;
}

/**
 * The training events of a task as a plugin sees them.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { shuffle } from "./shuffle.ts";
 * import { trainView } from "./train_view.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { events } = trainView(task, shuffle(task, 1));
 * if (events.item.length !== task.counts.trainingEvents) throw new Error("not training only");
 * ```
 */
export function trainView(
  task: Task,
  shuffle: Shuffle,
  { learned = task.training, trainable, domains, texts }: ViewOptions = {},
): TrainView {
  const { timeline } = task, { canonicalUser } = shuffle;
  const offsets = new Uint32Array(canonicalUser.length + 1);
  const rows = new Uint32Array(learned.reduce((sum, each) => sum + each, 0));
  let length = 0;
  canonicalUser.forEach((user, index) => {
    for (let row = timeline.offsets[user]; row < timeline.offsets[user + 1]; row++) {
      if (learned[row]) rows[length++] = row;
    }
    offsets[index + 1] = length;
  });
  const { rating } = timeline;
  const item = Uint32Array.from(rows, (row) => shuffle.item[timeline.item[row]]);
  const time = Float64Array.from(rows, (row) => timeline.time[row]);
  return {
    users: canonicalUser.length,
    events: {
      offsets,
      item,
      time,
      ...(rating ? { rating: Float32Array.from(rows, (row) => rating[row]) } : {}),
    },
    label: task.label
      ? Float32Array.from(rows, (row) => task.label?.[row] ?? 1)
      : new Float32Array(length).fill(1),
    trainable: bits(rows, trainable),
    catalogue: catalogueView(task, shuffle, { domains, texts }),
    popularity: popularityHistory(item, time, task.protocol.protocol.popularityDays),
  };
}

/** A bit per row: its flag, or 1 where there are no flags. */
function bits(rows: Uint32Array, flags?: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(rows.length / 8));
  rows.forEach((row, at) => {
    if (flags?.[row] !== 0) bits[at >> 3] |= 1 << (at & 7);
  });
  return bits;
}

function popularityHistory(
  item: Uint32Array,
  time: Float64Array,
  days: number,
): PopularityHistory {
  const interval = (row: number): number => Math.floor(time[row] / (86400 * days));
  const order = Uint32Array.from(item, (_, row) => row)
    .sort((a, b) => interval(a) - interval(b) || item[a] - item[b]);
  const first = order.length ? interval(order[0]) : 0;
  const offsets = [0], items: number[] = [], counts: number[] = [];
  for (const row of order) {
    while (interval(row) - first >= offsets.length) offsets.push(items.length);
    const fresh = items.length === offsets[offsets.length - 1];
    if (!fresh && items[items.length - 1] === item[row]) counts[counts.length - 1]++;
    else {
      items.push(item[row]);
      counts.push(1);
    }
  }
  offsets.push(items.length);
  return {
    days,
    first,
    offsets: Uint32Array.from(offsets),
    item: Uint32Array.from(items),
    count: Uint32Array.from(counts),
  };
}
