import type { FitContext, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { NegativeSampler } from "../batching/negative_sampler.ts";
import { type EpochBatch, sequenceBatches } from "../batching/sequence_batches.ts";
import { sequenceWindows } from "../batching/sequence_windows.ts";
import { Adam } from "../optimisers/adam.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { trainModel } from "../training/train_model.ts";
import type { TrainingStep } from "../training/training_step.ts";

/** How a model of sequences is trained. */
export interface SequenceTraining {
  /** Windows of a user's sequence that are trained on: the last one, or all. */
  readonly windows: "last" | "all";
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Windows per step. */
  readonly batchSize: number;
  /** Passes over the windows, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

/**
 * Trains a model on windows of the users' sequences, a step per batch of them, until validation stops
 * getting better (`trainModel`).
 *
 * @param model its `parameters`, and those `kept` with them that no step learns; `length`: targets per
 * window; `start`: the token that stands before a user's first event; `forget`, if it has that: called
 * whenever the parameters have changed, before who scores is asked
 * @param options `config`, flat: a checkpoint of a fit with another one is refused; `optimiser`: Adam
 * with the config's rate if not given; `step` of a batch
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 *
 * @example
 * ```ts
 * import { trainSequences } from "./train_sequences.ts";
 * if (trainSequences.length !== 2) throw new Error("not of a model and options");
 * ```
 */
export async function trainSequences<C extends SequenceTraining>(
  model: {
    readonly parameters: Parameters;
    readonly kept?: Parameters;
    readonly length: number;
    readonly start: number;
    scorer(): Scorer;
    forget?(): void;
  },
  options: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    context: FitContext;
    optimiser?: Adam;
    step: (batch: EpochBatch, sampler: NegativeSampler) => TrainingStep;
  },
): Promise<void> {
  const { train, config, context, step } = options, { length, start } = model;
  const { batchSize, learningRate, epochs, patience } = config, { seed } = context;
  const windows = sequenceWindows(train, { length, keep: config.windows });
  const sampler = new NegativeSampler(train);
  await trainModel({
    parameters: model.parameters,
    ...model.kept && { kept: model.kept },
    scorer: model.scorer(),
    context,
    about: { ...config, items: train.catalogue.items },
    optimisers: [options.optimiser ?? new Adam({ learningRate })],
    epochs,
    patience,
    *steps(epoch) {
      for (const batch of sequenceBatches(train, { windows, batchSize, seed, epoch, start })) {
        yield step(batch, sampler);
      }
      model.forget?.();
    },
  });
  // The best weights are back.
  model.forget?.();
}
