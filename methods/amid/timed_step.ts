import type { TrainView } from "@permafrost/bench/method";
import { type Parameters, RandomStream, type TrainingStep } from "@permafrost/bench/nn";
import type { AmidConfig } from "./method.ts";
import { AmidModel } from "./_model.ts";
import { Observations } from "./_observations.ts";
import { trainingSteps } from "./_training_steps.ts";

/**
 * A first-phase step whose time is worth knowing, for `perf/`: `batchSize` events of users with
 * `maximumLength` items in each of two domains, all slots of the group full, nothing padded.
 *
 * @param options `config` as a fit takes it; `items` per domain
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 *
 * @example
 * ```ts
 * import amid from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const { step } = timedStep({ config: { ...amid.defaults, batchSize: 4, groupSize: 4 }, items: 20 });
 * if (!("item.weight" in step.inputs)) throw new Error("not of item vectors");
 * ```
 */
export function timedStep(
  { config, items }: { config: AmidConfig; items: number },
): { parameters: Parameters; step: TrainingStep } {
  const seed = 1,
    view = fullView(items, config),
    model = new AmidModel(view.catalogue, config, seed);
  model.chooseReferences(view, seed);
  const options = { domain: 0, negatives: config.negatives, seed };
  const observations = [new Observations(view, options)];
  const [step] = trainingSteps(model, { view, observations, seed, epoch: 0 });
  return { parameters: model.parameters, step };
}

/** Users with as many events in domain 1 as in domain 0, and one more there, the only target. */
function fullView(
  items: number,
  { batchSize, groupSize, maximumLength: length }: AmidConfig,
): TrainView {
  const users = Math.max(batchSize, groupSize), each = 2 * length + 1, events = users * each;
  const random = RandomStream.from(1, "timed step"), trainable = new Uint8Array(events + 7 >> 3);
  const item = Uint32Array.from({ length: events }, (_, row) => {
    const at = row % each, isTarget = at === each - 1;
    if (isTarget) trainable[row >> 3] |= 1 << (row & 7);
    return random.below(items) + (isTarget || at % 2 === 0 ? 0 : items);
  });
  const range = (from: number, count: number) =>
    Uint32Array.from({ length: count }, (_, i) => from + i);
  return {
    users,
    events: {
      offsets: Uint32Array.from({ length: users + 1 }, (_, user) => user * each),
      item,
      time: Float64Array.from({ length: events }, (_, row) => row % each),
    },
    label: new Float32Array(events).fill(1),
    trainable,
    catalogue: {
      items: 2 * items,
      domains: [0, 1].map((d) => ({ role: "both", pool: range(d * items, items) })),
      itemDomain: Uint8Array.from({ length: 2 * items }, (_, each) => each < items ? 0 : 1),
      itemIdentity: range(0, 2 * items),
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
