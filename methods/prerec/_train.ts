import type { FitContext, Scorer, TrainView } from "@permafrost/bench/method";
import {
  Adam,
  type IntervalFactors,
  NegativeSampler,
  PopularityFactors,
  RandomStream,
  trainModel,
} from "@permafrost/bench/nn";
import { balancedBatches } from "./_balanced_batches.ts";
import { domainViews } from "./_domain_views.ts";
import type { PrerecModel } from "./_model.ts";
import type { StepSources } from "./_step_part.ts";
import { trainingStep } from "./_training_step.ts";

/** Which training it is. */
export interface Phase {
  /** `adapt`: fine-tuning. */
  readonly name: "fit" | "adapt";
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Passes over as many windows as there are, at most. */
  readonly epochs: number;
}

/**
 * Minimises equation 7 until validation stops getting better, and leaves the best weights.
 *
 * @param options `scorer` of the model, to be validated
 * @throws {TypeError} if `context.resume` is of another config, phase or seed, or is damaged
 */
export async function train(
  model: PrerecModel,
  { view, context, scorer, phase }: {
    view: TrainView;
    context: FitContext;
    scorer: Scorer;
    phase: Phase;
  },
): Promise<void> {
  const { config, catalogue } = model, { batchSize, patience } = config, { seed } = context;
  const { without, ...numbers } = config, { learningRate, epochs } = phase;
  // One position is the token's.
  const views = domainViews(view, { length: config.maximumLength - 1 });
  const lengths = views.map(({ windows }) => windows.end.map((end, at) => end - windows.first[at]));
  const sources = stepSources(model, view);
  await trainModel({
    parameters: model.parameters,
    scorer,
    context,
    about: {
      ...numbers,
      without: JSON.stringify(without),
      phase: phase.name,
      items: catalogue.items,
      users: view.users,
    },
    optimisers: [new Adam({ learningRate })],
    epochs,
    patience,
    *steps(epoch) {
      const batches = balancedBatches(lengths, { batchSize, seed, epoch });
      let step = 0;
      for (const windows of batches) {
        const random = (label: string): RandomStream =>
          RandomStream.from(seed, label, phase.name, epoch, step);
        const chosen = views.map((view, at) => ({ view, windows: windows[at] }));
        yield trainingStep(model, chosen, { sources, random });
        step++;
      }
      model.forget();
    },
  });
  model.forget();
}

/** What the steps on a view share. */
export function stepSources(
  { catalogue, config }: Pick<PrerecModel, "catalogue" | "config">,
  { popularity }: Pick<TrainView, "popularity">,
): StepSources {
  const factors = new PopularityFactors(catalogue, { orders: config.popularityOrders });
  const known = new Map<number, IntervalFactors>();
  return {
    sampler: NegativeSampler.ofCatalogue(catalogue),
    days: popularity.days,
    factors(interval) {
      const found = known.get(interval) ?? factors.before(interval, popularity);
      known.set(interval, found);
      return found;
    },
  };
}
