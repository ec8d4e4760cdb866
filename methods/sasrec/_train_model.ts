import type { FitContext, TrainView } from "@permafrost/bench/method";
import {
  Adam,
  differentiate,
  NegativeSampler,
  readTrainingState,
  restoreParameters,
  sequenceBatches,
  sequenceWindows,
  writeTrainingState,
} from "@permafrost/bench/nn";
import { batchLoss } from "./_batch_loss.ts";
import { BestWeights } from "./_best_weights.ts";
import { SasrecModel } from "./_model.ts";

/**
 * Trains until validation stops getting better, and leaves the model with its best weights. An epoch
 * ends in a checkpoint, from which a fit that was interrupted goes on; epochs that are short for the
 * size of a large model share one.
 *
 * @throws {TypeError} if the checkpoint is of another config or seed, or is damaged
 */
export async function trainModel(
  model: SasrecModel,
  train: TrainView,
  context: FitContext,
): Promise<void> {
  const { config, parameters } = model, { seed } = context, { batchSize } = config;
  const windows = sequenceWindows(train, { length: config.maximumLength, keep: config.windows });
  const sampler = new NegativeSampler(train);
  const adam = new Adam({ learningRate: config.learningRate });
  const best = new BestWeights(parameters), scorer = model.scorer();
  const about = { ...config, items: train.catalogue.items, seed };
  // Values, two moments, best values.
  const size = 4 * Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  let epoch = 0, changed = 0;
  if (context.resume !== undefined) {
    const saved = readTrainingState(context.resume, {
      about,
      parts: ["model", "optimiser", "best"],
    });
    restoreParameters(parameters, saved.model.arrays);
    adam.restore(saved.optimiser, parameters);
    best.restore(saved.best);
    epoch = saved.model.numbers.epochs;
  }
  while (epoch < config.epochs && best.worse < config.patience) {
    let sum = 0, steps = 0;
    const options = { windows, batchSize, seed, epoch, start: model.start };
    for (const batch of sequenceBatches(train, options)) {
      context.signal.throwIfAborted();
      const { rows, vectors, loss } = batchLoss(model, batch, sampler);
      const inputs = { ...model.encoder, [SasrecModel.items]: vectors };
      const { value, gradients } = await differentiate(inputs, loss);
      adam.update(parameters, gradients, { rows: { [SasrecModel.items]: rows } });
      for (const gradient of Object.values(gradients)) changed += gradient.length;
      sum += value;
      steps++;
    }
    epoch++;
    // A view without events has no step.
    context.progress({ done: epoch, total: config.epochs, loss: sum / Math.max(1, steps) });
    best.see((await context.validate(scorer)).value);
    // On amazon5, to keep a number takes a tenth of the time in which a step changes one: that makes
    // 5 % of training at most. The first million takes no time to speak of.
    if (changed < 2 * (size - 1e6)) continue;
    changed = 0;
    await context.checkpoint(writeTrainingState({
      model: { arrays: parameters, numbers: { epochs: epoch } },
      optimiser: adam.state(),
      best: best.state(),
    }, { about }));
  }
  best.putBack();
}
