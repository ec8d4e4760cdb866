import {
  domainTargets,
  domainWeights,
  type EpochBatch,
  type NegativeSampler,
  type TrainingStep,
  withoutGradient,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { coalitionLosses } from "./_coalition_losses.ts";
import { CgrecModel } from "./_model.ts";
import { shapleyValues } from "./_shapley_values.ts";
import { targetLoss } from "./_target_loss.ts";
import { withRivals } from "./_with_rivals.ts";

/**
 * The step on a batch of sequences: the loss is Σ λ_d L_d, where λ follows what each domain's events
 * are worth to the batch. v of a coalition is a loss, so that φ(d) above 0 says that the events of d
 * make it greater: −φ is what a domain gains the others, and a domain that harms weighs less. λ goes
 * on to the next batch.
 *
 * Of a single domain the loss is L, and no coalition is asked.
 */
export function trainingStep(
  model: CgrecModel,
  batch: EpochBatch,
  sampler: NegativeSampler,
): TrainingStep {
  const { config, parameters } = model, { [CgrecModel.lambda]: lambda } = model.kept;
  const { table, catalogue: { itemDomain, domains } } = model;
  const { rows, vectors, input, groups: told } = domainTargets(batch, {
    ...{ table, itemDomain, sampler, config },
  });
  const random = batch.random("domains");
  const groups = withRivals(told, { domains: domains.length, random });
  const sequences = model.sequences(batch.input, { ...batch, input });
  const { "lambda.alpha": alpha, "lambda.beta": beta } = parameters;
  const weighing = lambda && { "lambda.alpha": alpha, "lambda.beta": beta };
  return {
    inputs: { ...model.inputs(vectors), ...weighing },
    rows: { [CgrecModel.items]: rows },
    loss: (weights) => {
      const dropout = { rate: config.dropout, random: batch.random("dropout") };
      const states = model.encode(weights, sequences, { dropout });
      const losses = groups.map((group) => targetLoss(model, weights, { states, group }));
      if (lambda === undefined) return losses[0];
      const phi = withoutGradient(() =>
        shapleyValues(coalitionLosses(model, weights, { sequences, groups }))
      );
      const shares = domainWeights(phi.neg(), weights.within("lambda"), {
        previous: tf.tensor1d(lambda.values),
        temperature: config.temperature,
      });
      weights.record("shapley", phi);
      weights.record(CgrecModel.lambda, shares);
      return groups.map(({ domain }, group) => losses[group].mul(shares.slice([domain], [1])))
        .reduce((sum, each) => sum.add(each));
    },
    ...lambda && {
      recorded: (records) => lambda.values.set(records[CgrecModel.lambda]),
    },
  };
}
