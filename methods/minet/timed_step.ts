import type { TrainView } from "@permafrost/bench/method";
import {
  clickBatches,
  JointClickModel,
  jointClickStep,
  minetNetwork,
  type Parameters,
  type TrainingStep,
} from "@permafrost/bench/nn";
import type { MinetConfig } from "./method.ts";

/**
 * A step whose time is worth knowing, for `perf/`: the first of an epoch, of `batchSize` target
 * behaviours and as many of the source.
 *
 * @param view with as many target behaviours at least, and source behaviours
 * @param config as a fit takes it
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 * @throws {TypeError} if the view has no target or no source behaviours
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import minet from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const view = buildTrainView([[0, 1, 2], [3, 2, 1]], buildCatalogue(4, { domains: 2 }));
 * const { step } = timedStep(view, minet.defaults);
 * if (!("source.head.layers.0.weight" in step.inputs)) throw new Error("no source behaviours");
 * ```
 */
export function timedStep(
  view: TrainView,
  config: MinetConfig,
): { parameters: Parameters; step: TrainingStep } {
  const { embeddingSize: size, batchSize, sourceWeight } = config, seed = 1;
  const model = JointClickModel.of(view, {
    size,
    seed,
    network: (inputs) => minetNetwork({ ...config, ...inputs, source: true, seed }),
  });
  const [batch] = clickBatches(model, view, { batchSize, seed, epoch: 0, source: true });
  if (batch?.source === undefined) {
    throw new TypeError(
      "Cannot time a step on this view: expected behaviours of target and source",
    );
  }
  return { parameters: model.parameters, step: jointClickStep(model, batch, sourceWeight) };
}
