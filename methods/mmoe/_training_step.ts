import {
  domainTargets,
  type EpochBatch,
  type NegativeSampler,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { MmoeModel } from "./_model.ts";

/**
 * The step on a batch of sequences: at every position that has a target, the state of the target's
 * domain is to tell it from other items of the domain; the loss is the mean over all targets. Experts
 * read each sequence once; a domain's gate and tower see the positions before its own targets alone,
 * and those of a domain without a target take no part.
 */
export function trainingStep(
  model: MmoeModel,
  batch: EpochBatch,
  sampler: NegativeSampler,
): TrainingStep {
  const { table, config, catalogue: { itemDomain } } = model, { target } = batch;
  const { rows, vectors, input, groups } = domainTargets(batch, {
    ...{ table, itemDomain, sampler, config },
  });
  return {
    inputs: model.inputs(vectors, groups.map(({ domain }) => domain)),
    rows: { [MmoeModel.items]: rows },
    loss: (weights) => {
      const dropout = { rate: config.dropout, random: batch.random("dropout") };
      const reading = model.read(weights, { ...batch, input }, { dropout });
      const items = weights.get(MmoeModel.items, [-1, config.embeddingSize]);
      return groups.map(({ domain, position, loss }) => {
        const states = model.states(weights, reading, { domain, position, dropout });
        return loss(states, items).mul(position.length / target.length);
      }).reduce((sum, each) => sum.add(each));
    },
  };
}
