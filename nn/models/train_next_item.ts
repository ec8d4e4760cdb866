import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import { NegativeSampler } from "../batching/negative_sampler.ts";
import { sequenceBatches } from "../batching/sequence_batches.ts";
import { sequenceWindows } from "../batching/sequence_windows.ts";
import { Adam } from "../optimisers/adam.ts";
import { trainModel } from "../training/train_model.ts";
import type { NextItemModel } from "./next_item_model.ts";
import { type NextItemLoss, nextItemStep } from "./next_item_step.ts";

/** How a `NextItemModel` is trained. */
export interface NextItemTraining extends NextItemLoss {
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
 * Trains a model on windows of the users' sequences until validation stops getting better
 * (`trainModel`).
 *
 * @param config flat: a checkpoint of a fit with another one is refused
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 *
 * @example
 * ```ts
 * import { trainNextItem } from "./train_next_item.ts";
 * if (trainNextItem.length !== 2) throw new Error("not of a model and options");
 * ```
 */
export async function trainNextItem<C extends NextItemTraining>(
  model: NextItemModel,
  { train, config, context }: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    context: FitContext;
  },
): Promise<void> {
  const { batchSize, learningRate, epochs, patience } = config, { seed } = context;
  const windows = sequenceWindows(train, { length: model.length, keep: config.windows });
  const sampler = new NegativeSampler(train);
  await trainModel({
    parameters: model.parameters,
    scorer: model.scorer(),
    context,
    about: { ...config, items: train.catalogue.items },
    optimisers: [new Adam({ learningRate })],
    epochs,
    patience,
    *steps(epoch) {
      const options = { windows, batchSize, seed, epoch, start: model.start };
      for (const batch of sequenceBatches(train, options)) {
        yield nextItemStep(model, batch, { ...config, sampler });
      }
    },
  });
}
