import { RandomStream } from "../../core/random_stream.ts";
import { epochBatches } from "./epoch_batches.ts";
import { EventSamples } from "./event_samples.ts";
import type { Samples, SampleView } from "./event_samples.ts";

/** Some events to learn from in one step. */
export interface SampleBatch extends Samples {
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
 * only, all where it is not given; `length`: what more a history has plays no part in which stand
 * together, with 0 any may
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
 *   label: new Float32Array(3),
 *   catalogue: { itemDomain: new Uint8Array(8) },
 * };
 * const [batch] = sampleBatches(view, { batchSize: 2, seed: 1, epoch: 0 });
 * if (batch.history.item.join() !== "5,6" || batch.target.join() !== "7") throw new Error("not the last");
 * ```
 */
export function* sampleBatches(
  view: SampleView,
  options: { batchSize: number; seed: number; epoch: number; domain?: number; length?: number },
): Generator<SampleBatch, void> {
  const { seed, epoch, domain, length = Infinity } = options, scope = domain ?? "all";
  const samples = new EventSamples(view, domain === undefined ? {} : { domains: [domain] });
  const lengths = samples.lengths.map((each) => Math.min(each, length));
  for (const [step, chosen] of epochBatches(lengths, options).entries()) {
    yield {
      ...samples.at(chosen),
      random: (label) => RandomStream.from(seed, label, scope, epoch, step),
    };
  }
}
