import type { TrainView } from "@permafrost/bench/method";
import {
  NegativeSampler,
  type Parameters,
  RandomStream,
  sampleBatches,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { ManModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";
import type { ManConfig } from "./method.ts";

/**
 * A step whose time is worth knowing, for `perf/`: `batchSize` targets of one domain, each behind
 * `maximumLength` items of it, nothing padded.
 *
 * @param options `config` as a fit takes it; `items` of the domain
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 *
 * @example
 * ```ts
 * import man from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const { step } = timedStep({ config: { ...man.defaults, batchSize: 4 }, items: 20 });
 * if (!("global.item.weight" in step.inputs)) throw new Error("not of global vectors");
 * ```
 */
export function timedStep(
  { config, items }: { config: ManConfig; items: number },
): { parameters: Parameters; step: TrainingStep } {
  const view = fullView(items, config), model = new ManModel(view.catalogue, config, 1);
  const [batch] = sampleBatches(view, {
    batchSize: config.batchSize,
    seed: 1,
    epoch: 0,
    domain: 0,
  });
  const sampler = new NegativeSampler(view);
  const step = trainingStep(model, batch, { domain: 0, sampler });
  return { parameters: model.parameters, step };
}

/** Users with a full history, and one event more, the only target. */
function fullView(items: number, { batchSize, maximumLength }: ManConfig): TrainView {
  const each = maximumLength + 1, events = batchSize * each;
  const random = RandomStream.from(1, "timed step"), trainable = new Uint8Array(events + 7 >> 3);
  for (let row = each - 1; row < events; row += each) trainable[row >> 3] |= 1 << (row & 7);
  const all = Uint32Array.from({ length: items }, (_, item) => item);
  return {
    users: batchSize,
    events: {
      offsets: Uint32Array.from({ length: batchSize + 1 }, (_, user) => user * each),
      item: new Uint32Array(events).map(() => random.below(items)),
      time: Float64Array.from({ length: events }, (_, row) => row % each),
    },
    label: new Float32Array(events).fill(1),
    trainable,
    catalogue: {
      items,
      domains: [{ role: "both", pool: all }],
      itemDomain: new Uint8Array(items),
      itemIdentity: all,
      itemTextSize: 0,
    },
    popularity: {
      days: 30,
      first: 0,
      offsets: new Uint32Array(1),
      item: new Uint32Array(),
      count: new Uint32Array(),
    },
  };
}
