import {
  embed,
  type NegativeSampler,
  softmaxLoss,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import type { ClozeBatch } from "./_cloze_batches.ts";
import { Bert4recModel } from "./_model.ts";

/**
 * The step on a batch: every hidden item is to be told from items of its domain, by a softmax over
 * vector · item vector + bias (equations 7 and 8).
 */
export function clozeStep(
  model: Bert4recModel,
  batch: ClozeBatch,
  sampler: NegativeSampler,
): TrainingStep {
  const { config, catalogue: { itemDomain } } = model, { target } = batch;
  const random = batch.random("negatives");
  const count = config.loss === "full-softmax" ? Infinity : config.sharedNegatives;
  const groups = [...new Set(target.map((item) => itemDomain[item]))].map((domain) => {
    const members = Int32Array.from(target.keys()).filter((at) =>
      itemDomain[target[at]] === domain
    );
    const candidates = sampler.sample(domain, { count, random }), known = new Set(candidates);
    const among = Uint8Array.from(members, (at) => known.has(target[at]) ? 1 : 0);
    return { members, candidates, among };
  });
  const lists = groups.map(({ candidates }) => candidates);
  const items = model.items.lookup(batch.input, target, ...lists);
  const biases = model.biases.lookup(target, ...lists);
  const [input, ...places] = items.places;

  const loss = (weights: Weights): Tensor => {
    const dropout = { rate: config.dropout, random: batch.random("dropout") };
    const states = model.predict(weights, { ...batch, input }, { dropout });
    // A column more: 1 beside a state, the bias beside an item.
    const queries = states.concat(states.sum(-1, true).onesLike(), -1);
    const vectors = weights.get(Bert4recModel.items, [-1, config.embeddingSize]);
    const numbers = weights.get(Bert4recModel.biases, [-1, 1]);
    const outputs = (list: number, members?: Int32Array): Tensor => {
      const at = (all: Int32Array) => members ? members.map((each) => all[each]) : all;
      return embed(vectors, at(places[list])).concat(embed(numbers, at(biases.places[list])), -1);
    };
    return groups.map(({ members, among }, group) =>
      softmaxLoss(embed(queries, members), {
        positives: outputs(0, members),
        candidates: outputs(group + 1),
        among,
      }).mul(members.length / target.length)
    ).reduce((sum, each) => sum.add(each));
  };
  return {
    inputs: { ...model.inputs(items.weights), [Bert4recModel.biases]: biases.weights },
    rows: { [Bert4recModel.items]: items.rows, [Bert4recModel.biases]: biases.rows },
    loss,
  };
}
