import type { TrainView } from "@permafrost/bench/method";
import {
  RandomStream,
  type SampleBatch,
  sampleBatches,
  type TrainingStep,
} from "@permafrost/bench/nn";
import type { AmidModel } from "./_model.ts";
import type { Observations } from "./_observations.ts";
import { ratedPairs, unobservedFor } from "./_rated_pairs.ts";
import { type Phase, stepOn } from "./_step_on.ts";

/** What the steps are made of. */
interface Source {
  readonly view: TrainView;
  /** Of every domain. */
  readonly observations: readonly Observations[];
  readonly seed: number;
}

/** The steps of one epoch (algorithm 1): Q on O, then Q′, a share of Q, on D. */
export function* trainingSteps(
  model: AmidModel,
  options: Source & { epoch: number },
): Generator<TrainingStep> {
  const { estimator, debiasShare } = model.config;
  const phases: [Phase, number][] = [["observed", 1]];
  if (estimator !== "none") phases.push(["debiased", debiasShare]);
  for (const [at, [phase, share]] of phases.entries()) {
    // A phase has batches of its own: those of an epoch of twice as many.
    const round = 2 * options.epoch + at, unobserved = unobservedFor(phase, estimator);
    for (const { batch, weight, ...rest } of batchesOf(model, { ...options, round, share })) {
      const random = (label: string) => batch.random(label);
      const drawn = { unobserved, random: random("unobserved") };
      const pairs = ratedPairs(batch, { view: options.view, ...rest, ...drawn });
      yield stepOn(model, pairs, { phase, weight, random });
    }
  }
}

/**
 * A share of the batches of every domain, at least one, in random order. The paper's losses are means
 * over the domains: a batch's weight makes up for its domain having more or fewer batches than others.
 */
function* batchesOf(
  { config: { batchSize } }: AmidModel,
  options: Source & { round: number; share: number },
): Generator<{ batch: SampleBatch; observations: Observations; batches: number; weight: number }> {
  const { view, seed, round, share } = options;
  const domains = options.observations.filter(({ events }) => events.length > 0)
    .map((observations) => {
      const batches = Math.ceil(observations.events.length / batchSize);
      const { domain } = observations, taken = Math.ceil(share * batches);
      const all = sampleBatches(view, { batchSize, seed, epoch: round, domain });
      return { observations, batches, taken, all };
    });
  const order = Uint32Array.from(domains.flatMap(({ taken }, at) => Array<number>(taken).fill(at)));
  for (const at of RandomStream.from(seed, "domains", round).shuffle(order)) {
    const { observations, batches, taken, all } = domains[at], { value: batch } = all.next();
    if (batch === undefined) continue;
    yield { batch, observations, batches, weight: order.length / (domains.length * taken) };
  }
}
