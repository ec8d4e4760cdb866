import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import { Adam } from "../optimisers/adam.ts";
import { trainModel } from "../training/train_model.ts";
import { clickBatches } from "./click_batches.ts";
import type { JointClickModel } from "./joint_click_model.ts";
import { jointClickStep } from "./joint_click_step.ts";

/** How a `JointClickModel` is trained. */
export interface ClickTraining {
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Weight of the squares of the vectors of users, items and categories that a step reads. */
  readonly regularisation: number;
  /** Target behaviours per step, and as many source behaviours. */
  readonly batchSize: number;
  /** Passes over the target behaviours, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

/**
 * Trains a click model on both sides jointly (`jointClickStep`), until validation stops getting better
 * (`trainModel`). A network without a source is trained on the target alone.
 *
 * @param options `config`, flat: a checkpoint of a fit with another one is refused; `sourceWeight`: γ,
 * with 0 ("-0") a step has no source behaviours
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 *
 * @example
 * ```ts
 * import { trainClicks } from "./train_clicks.ts";
 * if (trainClicks.length !== 2) throw new Error("not of a model and options");
 * ```
 */
export async function trainClicks<C extends ClickTraining>(
  model: JointClickModel,
  options: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    sourceWeight: number;
    context: FitContext;
  },
): Promise<void> {
  const { train, config, sourceWeight, context } = options, { seed } = context;
  const { batchSize, learningRate, epochs, patience } = config;
  const source = model.network.source !== undefined && sourceWeight > 0;
  await trainModel({
    parameters: model.parameters,
    scorer: model.scorer(),
    context,
    about: { ...config, sourceWeight, items: train.catalogue.items },
    optimisers: [new Adam({ learningRate })],
    epochs,
    patience,
    *steps(epoch) {
      for (const batch of clickBatches(model, train, { batchSize, seed, epoch, source })) {
        yield jointClickStep(model, batch, sourceWeight);
      }
    },
  });
}
