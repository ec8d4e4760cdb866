import type { FitContext, TrainView } from "@permafrost/bench/method";
import { Adam, trainModel } from "@permafrost/bench/nn";
import type { AmidModel } from "./_model.ts";
import { Observations } from "./_observations.ts";
import { scorerOf } from "./_scorer.ts";
import { trainingSteps } from "./_training_steps.ts";

/**
 * Trains AMID by algorithm 1, an epoch of each phase by turns, with an optimiser each.
 *
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 */
export async function train(
  model: AmidModel,
  view: TrainView,
  context: FitContext,
): Promise<void> {
  const { config } = model, { seed } = context, { negatives, learningRate } = config;
  model.chooseReferences(view, seed);
  const observations = model.catalogue.domains.map((_, domain) =>
    new Observations(view, { domain, negatives, seed })
  );
  await trainModel({
    parameters: model.parameters,
    scorer: scorerOf(model),
    context,
    about: { ...config, items: view.catalogue.items },
    optimisers: [
      new Adam({ learningRate }),
      new Adam({ learningRate: learningRate * config.debiasRate }),
    ],
    epochs: config.epochs,
    patience: config.patience,
    steps: (epoch) => trainingSteps(model, { view, observations, seed, epoch }),
  });
}
