import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import type { NextItemModel } from "./next_item_model.ts";
import { type NextItemLoss, nextItemStep } from "./next_item_step.ts";
import { type SequenceTraining, trainSequences } from "./train_sequences.ts";

/** How a `NextItemModel` is trained. */
export interface NextItemTraining extends NextItemLoss, SequenceTraining {}

/**
 * Trains a model to tell the next item at every position of windows of the users' sequences, until
 * validation stops getting better (`trainSequences`).
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
  options: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    context: FitContext;
  },
): Promise<void> {
  const { config } = options;
  await trainSequences(model, {
    ...options,
    step: (batch, sampler) => nextItemStep(model, batch, { ...config, sampler }),
  });
}
