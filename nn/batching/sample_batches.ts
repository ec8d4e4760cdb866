import { RandomStream } from "../../core/random_stream.ts";
import type { Histories, TrainView } from "../../plugins/contract/mod.ts";
import { epochBatches } from "./epoch_batches.ts";

/** Some events to learn from, each with what its user did before it: as a query asks, with the answer. */
export interface SampleBatch {
  /** Per sample, its user's events before the target, in every domain. */
  readonly history: Histories;
  /** Item per sample. */
  readonly target: Uint32Array;
  /** User per sample. */
  readonly user: Uint32Array;
  /** Domain of the target per sample. */
  readonly domain: Uint8Array;
  /** Seconds of the target per sample. */
  readonly time: Float64Array;
  /**
   * A stream for the step on this batch, from its start: a function of the seed, the label, the domain
   * asked for, the epoch and the step. A training that is resumed needs no generator's state.
   */
  random(label: string): RandomStream;
}

/**
 * The trainable events of a view as samples, once an epoch, in batches in which histories of like
 * length stand together (`epochBatches`). Each batch is made when it is asked for.
 *
 * @param view the events
 * @param options `batchSize`, the run's `seed`, which `epoch` it is; `domain`: targets of this domain
 * only, all where it is not given
 * @throws {RangeError} if the batch size is no positive whole number
 *
 * @example
 * ```ts
 * import { sampleBatches } from "./sample_batches.ts";
 * const view = {
 *   events: {
 *     offsets: new Uint32Array([0, 3]),
 *     item: new Uint32Array([5, 6, 7]),
 *     time: new Float64Array([10, 20, 30]),
 *   },
 *   trainable: new Uint8Array([0b100]),
 *   catalogue: { itemDomain: new Uint8Array(8) },
 * };
 * const [batch] = sampleBatches(view, { batchSize: 2, seed: 1, epoch: 0 });
 * if (batch.history.item.join() !== "5,6" || batch.target.join() !== "7") throw new Error("not the last");
 * ```
 */
export function* sampleBatches(
  view: Pick<TrainView, "events" | "trainable"> & {
    readonly catalogue: Pick<TrainView["catalogue"], "itemDomain">;
  },
  options: { batchSize: number; seed: number; epoch: number; domain?: number },
): Generator<SampleBatch, void> {
  const { events: { offsets, item, time, rating }, catalogue: { itemDomain } } = view;
  const { seed, epoch, domain } = options, scope = domain ?? "all";
  const samples: number[] = [], users: number[] = [];
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if ((view.trainable[row >> 3] >> (row & 7) & 1) === 0) continue;
      if (domain !== undefined && itemDomain[item[row]] !== domain) continue;
      samples.push(row);
      users.push(user);
    }
  }
  const lengths = Uint32Array.from(samples, (row, i) => row - offsets[users[i]]);
  for (const [step, chosen] of epochBatches(lengths, options).entries()) {
    const rows = chosen.map((sample) => samples[sample]);
    const user = chosen.map((sample) => users[sample]);
    const starts = new Uint32Array(rows.length + 1);
    rows.forEach((row, i) => starts[i + 1] = starts[i] + row - offsets[user[i]]);
    const history = {
      offsets: starts,
      item: new Uint32Array(starts[rows.length]),
      time: new Float64Array(starts[rows.length]),
      ...rating && { rating: new Float32Array(starts[rows.length]) },
    };
    rows.forEach((row, i) => {
      const first = offsets[user[i]];
      history.item.set(item.subarray(first, row), starts[i]);
      history.time.set(time.subarray(first, row), starts[i]);
      if (rating) history.rating?.set(rating.subarray(first, row), starts[i]);
    });
    const target = rows.map((row) => item[row]);
    yield {
      history,
      target,
      user,
      domain: Uint8Array.from(target, (each) => itemDomain[each]),
      time: Float64Array.from(rows, (row) => time[row]),
      random: (label) => RandomStream.from(seed, label, scope, epoch, step),
    };
  }
}
