import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import { targetCounts } from "./target_counts.ts";
import type { TextItemModel } from "./text_item_model.ts";
import { type TextItemLoss, textItemStep } from "./text_item_step.ts";
import { type SequenceTraining, trainSequences } from "./train_sequences.ts";

/** How a `TextItemModel` is trained. */
export interface TextItemTraining extends TextItemLoss, SequenceTraining {}

/**
 * Trains a model to tell the next item at every position of windows of the users' sequences, until
 * validation stops getting better (`trainSequences`).
 *
 * @param config flat: a checkpoint of a fit with another one is refused
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 *
 * @example
 * ```ts
 * import { trainTextItems } from "./train_text_items.ts";
 * if (trainTextItems.length !== 2) throw new Error("not of a model and options");
 * ```
 */
export async function trainTextItems<C extends TextItemTraining>(
  model: TextItemModel,
  options: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    context: FitContext;
  },
): Promise<void> {
  const { train, config } = options, counts = targetCounts(train);
  await trainSequences(model, {
    ...options,
    step: (batch, sampler) => textItemStep(model, batch, { ...config, sampler, counts }),
  });
}
