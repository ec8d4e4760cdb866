import type { TrainView } from "@permafrost/bench/method";
import {
  constantParameter,
  NegativeSampler,
  type Parameters,
  RandomStream,
  sequenceWindows,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { syncrecModel } from "./_model.ts";
import { splitView } from "./_split_view.ts";
import { trainingStep } from "./_training_step.ts";
import { viewsOf } from "./_views.ts";
import type { SyncrecConfig } from "./method.ts";

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
 * import syncrec from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const view = buildTrainView([[0, 1, 2], [3, 2, 1]], buildCatalogue(4, { domains: 2 }));
 * const { step } = timedStep(view, syncrec.defaults);
 * if (!("encoder.lambda.alpha" in step.inputs)) throw new Error("not with loss correction");
 * ```
 */
export function timedStep(
  view: TrainView,
  config: SyncrecConfig,
): { parameters: Parameters; step: TrainingStep } {
  const { maximumLength: length, windows: keep } = config, seed = 1;
  const model = syncrecModel(view.catalogue, config, seed);
  const windows = sequenceWindows(view, { length, keep });
  const chosen = windows.user.map((_, at) => at).subarray(0, config.batchSize);
  const options = { windows, chosen, length, keep, start: model.start };
  const step = trainingStep(model, viewsOf(view, splitView(view), options), {
    config,
    lambda: constantParameter([view.catalogue.domains.length], 0),
    sampler: new NegativeSampler(view),
    random: (label) => RandomStream.from(seed, label),
  });
  return { parameters: model.parameters, step };
}
