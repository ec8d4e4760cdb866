import type { TrainView } from "@permafrost/bench/method";
import { type Parameters, RandomStream, type TrainingStep } from "@permafrost/bench/nn";
import { balancedBatches } from "./_balanced_batches.ts";
import { domainViews } from "./_domain_views.ts";
import { PrerecModel } from "./_model.ts";
import { stepSources } from "./_train.ts";
import { trainingStep } from "./_training_step.ts";
import type { PrerecConfig } from "./method.ts";

/**
 * A step whose time is worth knowing, for `perf/`: the first one of a fit on a view.
 *
 * @param config as a fit takes it
 * @returns the model's parameters and the step, for `differentiate` and an optimiser
 * @throws {TypeError} if the view has no text
 * @throws {RangeError} if it has nothing to learn from
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import prerec from "./method.ts";
 * import { timedStep } from "./timed_step.ts";
 * const view = buildTrainView([[0, 1, 2], [3, 2, 1]], buildCatalogue(4, { domains: 2 }));
 * const { step } = timedStep(view, prerec.defaults);
 * if (!step.trained?.includes("domain.embedding")) throw new Error("not with D");
 * ```
 */
export function timedStep(
  view: TrainView,
  config: PrerecConfig,
): { parameters: Parameters; step: TrainingStep } {
  const { batchSize, maximumLength } = config, seed = 1;
  const model = new PrerecModel(view.catalogue, config, { users: view.users, seed });
  const views = domainViews(view, { length: maximumLength - 1 });
  const lengths = views.map(({ windows }) => windows.end.map((end, at) => end - windows.first[at]));
  const [windows] = balancedBatches(lengths, { batchSize, seed, epoch: 0 });
  if (windows === undefined) {
    throw new RangeError("Cannot time a step of no event: expected a training target or more");
  }
  const chosen = views.map((view, at) => ({ view, windows: windows[at] }));
  const step = trainingStep(model, chosen, {
    sources: stepSources(model, view),
    random: (label) => RandomStream.from(seed, label),
  });
  return { parameters: model.parameters, step };
}
