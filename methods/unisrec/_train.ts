import type { FitContext, Scorer, TrainView } from "@permafrost/bench/method";
import { type EpochBatch, NegativeSampler, trainSequences } from "@permafrost/bench/nn";
import { domainSequences } from "./_domain_sequences.ts";
import type { UnisrecModel } from "./_model.ts";
import { pretrainingStep } from "./_pretraining_step.ts";
import { tuningStep } from "./_tuning_step.ts";

/**
 * Pre-trains or fine-tunes until validation stops getting better, and leaves the best weights.
 *
 * @param options `scorer` of the model, to be validated; `phase`: which of the two
 * @throws {TypeError} if `context.resume` is of another config, phase or seed, or is damaged
 */
export async function train(
  model: UnisrecModel,
  { view, context, scorer, phase }: {
    view: TrainView;
    context: FitContext;
    scorer: Scorer;
    phase: "fit" | "adapt";
  },
): Promise<void> {
  const { config, start } = model, tuning = phase === "adapt";
  const sampler = NegativeSampler.ofCatalogue(view.catalogue);
  const trained = {
    parameters: tuning ? model.tuned : model.networks,
    length: config.maximumLength,
    start,
    scorer: () => scorer,
    forget: () => model.forget(),
  };
  await trainSequences(trained, {
    train: domainSequences(view),
    config: {
      ...config,
      ...tuning && { learningRate: config.adaptLearningRate, epochs: config.adaptEpochs },
      windows: "all" as const,
      phase,
    },
    context,
    step: (batch: EpochBatch) =>
      tuning ? tuningStep(model, batch, { sampler }) : pretrainingStep(model, batch),
  });
}
