import type { FitContext, TrainView } from "@permafrost/bench/method";
import { Adam, NegativeSampler, sampleBatches, trainModel } from "@permafrost/bench/nn";
import { domainView } from "./_domain_view.ts";
import type { ManModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { trainingStep } from "./_training_step.ts";

/**
 * Trains MAN by equation 18: every step is a batch of one domain, and the domains' batches are
 * interleaved, each spread evenly over the epoch. A domain without a target in training has no step.
 *
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 */
export async function train(
  model: ManModel,
  { view, context }: { view: TrainView; context: FitContext },
): Promise<void> {
  const { config } = model, { seed } = context, { batchSize, learningRate } = config;
  const sampler = new NegativeSampler(view);
  const views = view.catalogue.domains.map((_, domain) => domainView(view, domain));
  const { without, attentionLayers, predictionLayers, ...numbers } = config;
  await trainModel({
    parameters: model.parameters,
    scorer: scorerOf(model),
    context,
    about: {
      ...numbers,
      without: JSON.stringify(without),
      attentionLayers: JSON.stringify(attentionLayers),
      predictionLayers: JSON.stringify(predictionLayers),
      items: view.catalogue.items,
    },
    // λ ‖Θ‖² of equation 18: its slope, of the rows and weights that the domain's batch uses.
    optimisers: [new Adam({ learningRate, weightDecay: 2 * config.regularisation })],
    epochs: config.epochs,
    patience: config.patience,
    *steps(epoch) {
      const batches = views.map((own, domain) =>
        sampleBatches(own, { batchSize, seed, epoch, domain })
      );
      const counts = views.map(({ trainable }) => Math.ceil(countBits(trainable) / batchSize));
      for (const domain of interleave(counts)) {
        const { value: samples } = batches[domain].next();
        if (samples) yield trainingStep(model, samples, { domain, sampler });
      }
    },
  });
}

/**
 * Whose turn it is, so that everyone's turns are spread evenly: turn i of n stands at (i + ½) / n.
 *
 * @param turns how many each has
 * @returns for every turn, whose it is; of equal places the lower one's comes first
 */
export function interleave(turns: readonly number[]): number[] {
  return turns
    .flatMap((count, whose) =>
      Array.from({ length: count }, (_, turn) => ({ whose, place: (turn + 0.5) / count }))
    )
    .sort((a, b) => a.place - b.place || a.whose - b.whose)
    .map(({ whose }) => whose);
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (let byte of bytes) for (; byte > 0; byte &= byte - 1) count++;
  return count;
}
