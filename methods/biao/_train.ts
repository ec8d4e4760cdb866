import type { FitContext, TrainView } from "@permafrost/bench/method";
import {
  Adam,
  clickBatches,
  EventSamples,
  Sgd,
  type TrainingStep,
  trainModel,
} from "@permafrost/bench/nn";
import { Development } from "./_development.ts";
import type { BiaoModel } from "./_model.ts";
import { lowerStep, upperStep } from "./_steps.ts";

/**
 * Trains a base by algorithm 1: steps on θ, and after every `interval` of them, over all epochs, one
 * on φ, until validation stops getting better.
 *
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 */
export async function train(
  model: BiaoModel,
  view: TrainView,
  context: FitContext,
): Promise<void> {
  const { config } = model, { learningRate, upperOptimiser, epochs, patience } = config;
  const Upper = { adam: Adam, sgd: Sgd }[upperOptimiser];
  await trainModel({
    parameters: model.parameters,
    scorer: model.scorer(),
    context,
    about: { ...config, items: view.catalogue.items },
    optimisers: [new Adam({ learningRate }), new Upper({ learningRate: config.upperLearningRate })],
    epochs,
    patience,
    steps: trainingSteps(model, view, context),
  });
}

/** The steps of an epoch, a function of its number alone. */
export function trainingSteps(
  model: BiaoModel,
  view: TrainView,
  { seed }: Pick<FitContext, "seed">,
): (epoch: number) => Generator<TrainingStep> {
  const { base, config } = model, { batchSize, interval } = config;
  const development = new Development(base, { view, config, seed }), { training } = development;
  const perEpoch = Math.ceil(
    new EventSamples(training, { domains: [base.target] }).size / batchSize,
  );
  return function* (epoch) {
    let round = epoch * perEpoch;
    for (const batch of clickBatches(base, training, { batchSize, seed, epoch, source: true })) {
      const { target, source } = batch;
      // The batch that the next lower step takes: new to θ in this epoch.
      if (source && round > 0 && round % interval === 0) {
        yield upperStep(model, { target, source, ...development.batch(round / interval - 1) });
      }
      yield lowerStep(model, batch);
      round++;
    }
  };
}
