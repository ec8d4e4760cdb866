import type { PopularityHistory, TrainView } from "../plugins/contract/mod.ts";
import type { Task } from "../protocols/task.ts";
import { catalogueView } from "./catalogue_view.ts";
import type { Shuffle } from "./shuffle.ts";

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
export function trainView(task: Task, shuffle: Shuffle): TrainView {
  const { timeline, training } = task, { canonicalUser } = shuffle;
  const offsets = new Uint32Array(canonicalUser.length + 1);
  const rows = new Uint32Array(task.counts.trainingEvents);
  let length = 0;
  canonicalUser.forEach((user, index) => {
    for (let row = timeline.offsets[user]; row < timeline.offsets[user + 1]; row++) {
      if (training[row]) rows[length++] = row;
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
    label: new Float32Array(length).fill(1),
    trainable: trainable(length),
    catalogue: catalogueView(task, shuffle),
    popularity: popularityHistory(item, time, task.protocol.protocol.popularityDays),
  };
}

/** A bit per event, all of them 1: under these protocols every training event may be a target. */
function trainable(length: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 8)).fill(255);
  if (length % 8) bits[bits.length - 1] = (1 << (length % 8)) - 1;
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
