import {
  domainTargets,
  embed,
  type EpochBatch,
  type NegativeSampler,
  type TrainingStep,
  unitVectors,
} from "@permafrost/bench/nn";
import { OWN, type UnisrecModel } from "./_model.ts";
import { rowsAndStart } from "./_rows_and_start.ts";
import { sequenceStates } from "./_sequence_states.ts";

/**
 * The step of fine-tuning: cross-entropy of the next item among the items of its domain, at every
 * position. The encoder is fixed; the adaptor learns and, in the transductive setting, items' own
 * vectors e, which stand beside v in what is read and in what is scored.
 *
 * @param options `sampler` of a domain's items
 */
export function tuningStep(
  model: UnisrecModel,
  batch: EpochBatch,
  { sampler }: { sampler: NegativeSampler },
): TrainingStep {
  const { config, catalogue: { itemDomain } } = model, { size, length, target } = batch;
  const told = domainTargets({ ...batch, input: new Uint32Array() }, {
    ...{ table: model.text, itemDomain, sampler },
    config: { loss: "sampled-softmax", negatives: 0, sharedNegatives: config.candidates },
  });
  // Rows of what is told apart come first, so that its places are the same.
  const { rows, weights: text, places: [, input] } = rowsAndStart(
    model.text,
    told.rows,
    batch.input,
  );
  const own = model.own?.lookup(rows);
  return {
    inputs: { ...model.networks, ...own && { [OWN]: own.weights } },
    trained: Object.keys(model.tuned),
    ...own && { rows: { [OWN]: rows } },
    loss(weights) {
      const training = { rate: config.adaptorDropout, random: batch.random("adaptor") };
      const dropout = { rate: config.dropout, random: batch.random("dropout") };
      const universal = model.universal(weights, { text, training });
      const vectors = own ? universal.add(weights.get(OWN, own.weights.shape)) : universal;
      const given = { vectors, input, size, length, dropout };
      const states = unitVectors(sequenceStates(weights, given, config)).div(config.temperature);
      const items = unitVectors(vectors);
      return told.groups
        .map(({ position, loss }) =>
          loss(embed(states, position), items).mul(position.length / target.length)
        )
        .reduce((sum, each) => sum.add(each));
    },
  };
}
