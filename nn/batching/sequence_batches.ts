import { RandomStream } from "../../core/random_stream.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { epochBatches } from "./epoch_batches.ts";
import type { Padding } from "./padding.ts";
import { sequenceBatch } from "./sequence_batch.ts";
import type { SequenceBatch } from "./sequence_batch.ts";
import type { SequenceWindows } from "./sequence_windows.ts";

/** A batch of an epoch, with what is drawn at random for it. */
export interface EpochBatch extends SequenceBatch {
  /**
   * A stream for the step on this batch, from its start: a function of the seed, the label, the epoch
   * and the step. So negatives and dropout depend on no other batch, and a training that is resumed
   * needs no generator's state.
   */
  random(label: string): RandomStream;
}

/**
 * The batches of one epoch, each made when it is asked for: windows of like length together
 * (`epochBatches`), side by side (`sequenceBatch`).
 *
 * @param view the events
 * @param options `windows`; `batchSize`, the run's `seed`, which `epoch` it is; `start` and `padding`
 * as in `sequenceBatch`
 * @throws {RangeError} if the batch size is no positive whole number
 *
 * @example
 * ```ts
 * import { NegativeSampler } from "./negative_sampler.ts";
 * import { sequenceBatches } from "./sequence_batches.ts";
 * import { sequenceWindows } from "./sequence_windows.ts";
 * const view = {
 *   users: 2,
 *   events: {
 *     offsets: new Uint32Array([0, 3, 4]),
 *     item: new Uint32Array([0, 1, 2, 3]),
 *     time: new Float64Array(4),
 *   },
 *   trainable: new Uint8Array([0b1111]),
 *   catalogue: {
 *     items: 4,
 *     itemDomain: new Uint8Array(4),
 *     domains: [],
 *     itemIdentity: new Uint32Array([0, 1, 2, 3]),
 *     itemTextSize: 0,
 *   },
 * };
 * const windows = sequenceWindows(view, { length: 9, keep: "all" });
 * const sampler = new NegativeSampler(view);
 * for (const batch of sequenceBatches(view, { windows, batchSize: 1, seed: 1, epoch: 0, start: 4 })) {
 *   const { target, user: users } = batch, random = batch.random("negatives");
 *   const negative = sampler.unseen(target, { users, count: 1, random });
 *   if (negative.some((item) => (item === 3) !== (users[0] === 0))) throw new Error("not unseen");
 * }
 * ```
 */
export function* sequenceBatches(
  view: Pick<TrainView, "events" | "trainable">,
  options: {
    windows: SequenceWindows;
    batchSize: number;
    seed: number;
    epoch: number;
    start: number;
    padding?: Padding;
  },
): Generator<EpochBatch, void> {
  const { windows, seed, epoch } = options;
  const lengths = windows.end.map((end, i) => end - windows.first[i]);
  for (const [step, chosen] of epochBatches(lengths, options).entries()) {
    const random = (label: string): RandomStream => RandomStream.from(seed, label, epoch, step);
    yield { ...sequenceBatch(view, { ...options, chosen }), random };
  }
}
