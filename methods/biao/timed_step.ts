import type { TrainView } from "@permafrost/bench/method";
import {
  clickBatches,
  jointClickStep,
  type Parameters,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { Development } from "./_development.ts";
import { BiaoModel } from "./_model.ts";
import { lowerStep, upperStep } from "./_steps.ts";
import type { BiaoConfig } from "./method.ts";

/**
 * Steps whose time is worth knowing, for `perf/`: on one batch of the view, the step that the base
 * takes by itself, the lower step, which weighs its source behaviours, and the upper one.
 *
 * @param view with `batchSize` target behaviours at least, and source behaviours
 * @param config as a fit takes it
 * @returns the model's parameters; `base` and `step`, for `differentiate` and an optimiser; `upper`,
 * whose `slopes` are what takes its time
 * @throws {TypeError} if the view has no target or no source behaviours
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import biao from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const view = buildTrainView([[0, 1, 2], [3, 2, 1]], buildCatalogue(4, { domains: 2 }));
 * const { step, upper } = timedStep(view, biao.defaults);
 * if (!("item.weight" in step.inputs) || upper.slopes === undefined) throw new Error("no steps");
 * ```
 */
export function timedStep(
  view: TrainView,
  config: BiaoConfig,
): { parameters: Parameters; base: TrainingStep; step: TrainingStep; upper: TrainingStep } {
  const model = BiaoModel.of(view, config, 1), { base } = model, seed = 1;
  const development = new Development(base, { view, config, seed }), { batchSize } = config;
  const options = { batchSize, seed, epoch: 0, source: true };
  const [batch] = clickBatches(base, development.training, options), source = batch?.source;
  if (source === undefined) {
    throw new TypeError(
      "Cannot time a step on this view: expected behaviours of target and source",
    );
  }
  const { target } = batch;
  return {
    parameters: model.parameters,
    base: jointClickStep(base, batch, 1),
    step: lowerStep(model, batch),
    upper: upperStep(model, { target, source, ...development.batch(0) }),
  };
}
