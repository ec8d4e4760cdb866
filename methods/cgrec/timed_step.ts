import type { TrainView } from "@permafrost/bench/method";
import {
  NegativeSampler,
  type Parameters,
  RandomStream,
  sequenceBatches,
  sequenceWindows,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { CgrecModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";
import type { CgrecConfig } from "./method.ts";

/**
 * A step whose time is worth knowing, for `perf/`: `batchSize` users with `maximumLength` items each,
 * of all domains by turns, nothing padded, every item a target.
 *
 * @param options `config` as a fit takes it; `domains`; `items` per domain
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 *
 * @example
 * ```ts
 * import cgrec from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const { step } = timedStep({ config: { ...cgrec.defaults, batchSize: 4 }, domains: 2, items: 9 });
 * if (!("lambda.alpha" in step.inputs)) throw new Error("domains are not weighed");
 * ```
 */
export function timedStep(
  { config, domains, items }: { config: CgrecConfig; domains: number; items: number },
): { parameters: Parameters; step: TrainingStep } {
  const view = fullView(config, domains, items), model = new CgrecModel(view.catalogue, config, 1);
  const windows = sequenceWindows(view, { length: config.maximumLength, keep: "all" });
  const [batch] = sequenceBatches(view, {
    ...{ windows, batchSize: config.batchSize, seed: 1, epoch: 0, start: model.start },
  });
  const step = trainingStep(model, batch, new NegativeSampler(view));
  return { parameters: model.parameters, step };
}

/** Users with as many items as a state can see; item i is of domain i mod `domains`. */
function fullView(
  { batchSize, maximumLength }: CgrecConfig,
  domains: number,
  items: number,
): Pick<TrainView, "users" | "events" | "trainable" | "catalogue"> {
  const events = batchSize * maximumLength, random = RandomStream.from(1, "timed step");
  const all = Uint32Array.from({ length: domains * items }, (_, item) => item);
  return {
    users: batchSize,
    events: {
      offsets: Uint32Array.from({ length: batchSize + 1 }, (_, user) => user * maximumLength),
      item: new Uint32Array(events).map((_, row) => domains * random.below(items) + row % domains),
      time: Float64Array.from({ length: events }, (_, row) => row % maximumLength),
    },
    trainable: new Uint8Array(events + 7 >> 3).fill(255),
    catalogue: {
      items: all.length,
      domains: Array.from({ length: domains }, (_, domain) => ({
        role: "both",
        pool: all.filter((item) => item % domains === domain),
      })),
      itemDomain: Uint8Array.from(all, (item) => item % domains),
      itemIdentity: all,
      itemTextSize: 0,
    },
  };
}
