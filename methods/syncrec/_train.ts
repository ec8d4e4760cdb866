import type { FitContext, TrainView } from "@permafrost/bench/method";
import {
  Adam,
  constantParameter,
  epochBatches,
  NegativeSampler,
  type NextItemModel,
  RandomStream,
  sequenceBatch,
  sequenceWindows,
  trainModel,
} from "@permafrost/bench/nn";
import { releasedStep } from "./_released_step.ts";
import { splitView } from "./_split_view.ts";
import { LAMBDA, trainingStep } from "./_training_step.ts";
import { viewsOf } from "./_views.ts";
import type { SyncrecConfig } from "./method.ts";

/**
 * Trains SyNCRec on windows of the merged sequences until validation stops getting better.
 *
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 */
export async function train(
  model: NextItemModel,
  { view, config, context }: { view: TrainView; config: SyncrecConfig; context: FitContext },
): Promise<void> {
  const { maximumLength: length, windows: keep, batchSize, learningRate } = config;
  const { without, ...numbers } = config, { seed } = context;
  const split = splitView(view), sampler = new NegativeSampler(view);
  const windows = sequenceWindows(view, { length, keep });
  const lengths = windows.end.map((end, at) => end - windows.first[at]);
  const released = config.variant === "released", domains = view.catalogue.domains.length;
  // Zeros in the beginning (§4.3.3); released: equal shares.
  const lambda = constantParameter([domains], released ? 1 / domains : 0);
  const drawn = RandomStream.from(seed, "initialise", LAMBDA);
  const factors = [2 * drawn.float() - 1, 2 * drawn.float() - 1] as const;
  await trainModel({
    parameters: model.parameters,
    kept: { [LAMBDA]: lambda },
    scorer: model.scorer(),
    context,
    about: { ...numbers, without: JSON.stringify(without), items: view.catalogue.items },
    optimisers: [new Adam({ learningRate })],
    epochs: config.epochs,
    patience: config.patience,
    *steps(epoch) {
      const batches = epochBatches(lengths, { batchSize, seed, epoch });
      for (const [step, chosen] of batches.entries()) {
        const options = { windows, chosen, length, keep, start: model.start };
        const random = (label: string) => RandomStream.from(seed, label, epoch, step);
        if (released) {
          const batch = sequenceBatch(view, options);
          yield releasedStep(model, batch, { config, state: lambda, factors, sampler, random });
        } else {
          const views = viewsOf(view, split, options);
          yield trainingStep(model, views, { config, lambda, sampler, random });
        }
      }
    },
  });
}
