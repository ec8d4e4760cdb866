import type { TrainView } from "@permafrost/bench/method";
import {
  NegativeSampler,
  type Parameters,
  sequenceBatches,
  sequenceWindows,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { CgrecModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";
import type { CgrecConfig } from "./method.ts";

/**
 * A step whose time is worth knowing, for `perf/`: `batchSize` users with one window of `maximumLength`
 * targets, whose items are of any domain.
 *
 * @param view the users' events, all of them targets
 * @param config as a fit takes it
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import cgrec from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const view = buildTrainView([[0, 1, 2], [3, 2, 1]], buildCatalogue(4, { domains: 2 }));
 * const { step } = timedStep(view, cgrec.defaults);
 * if (!("lambda.alpha" in step.inputs)) throw new Error("domains are not weighed");
 * ```
 */
export function timedStep(
  view: TrainView,
  config: CgrecConfig,
): { parameters: Parameters; step: TrainingStep } {
  const model = new CgrecModel(view.catalogue, config, 1), { length, start } = model;
  const windows = sequenceWindows(view, { length, keep: config.windows });
  const [batch] = sequenceBatches(view, {
    ...{ windows, batchSize: config.batchSize, seed: 1, epoch: 0, start },
  });
  const step = trainingStep(model, batch, new NegativeSampler(view));
  return { parameters: model.parameters, step };
}
