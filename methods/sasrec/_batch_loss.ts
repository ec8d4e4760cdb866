import {
  bceLoss,
  embed,
  type EpochBatch,
  type NegativeSampler,
  type Parameter,
  softmaxLoss,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import { SasrecModel } from "./_model.ts";

/** A batch's loss and what it is of. */
export interface BatchLoss {
  /** Items whose vectors the loss uses. */
  readonly rows: Uint32Array;
  /** Those vectors, for the device. */
  readonly vectors: Parameter;
  /** The loss, from these vectors and the encoder's weights. */
  readonly loss: (weights: Weights) => Tensor;
}

/** The configured loss of a batch, whose streams give negatives and dropout. */
export function batchLoss(
  model: SasrecModel,
  batch: EpochBatch,
  sampler: NegativeSampler,
): BatchLoss {
  const { config, table } = model, { target } = batch, random = batch.random("negatives");
  const statesOf = (weights: Weights, input: Int32Array): Tensor => {
    const dropout = { rate: config.dropout, random: batch.random("dropout") };
    const { size, length } = batch;
    const states = model.encode(weights, { input, size, length, dropout });
    return embed(states, Int32Array.from(batch.position));
  };
  const vectorsOf = (weights: Weights): Tensor =>
    weights.get(SasrecModel.items, [-1, config.embeddingSize]);

  if (config.loss === "bce") {
    const count = config.negatives;
    const drawn = sampler.unseen(target, { users: batch.user, count, random });
    const { rows, weights: vectors, places } = table.lookup(batch.input, target, drawn);
    const [input, positive, negative] = places;
    const loss = (weights: Weights): Tensor => {
      const states = statesOf(weights, input), items = vectorsOf(weights);
      const negatives = embed(items, negative).reshape([
        target.length,
        count,
        config.embeddingSize,
      ]);
      return bceLoss(
        states.mul(embed(items, positive)).sum(-1),
        negatives.mul(states.expandDims(1)).sum(-1),
      );
    };
    return { rows, vectors, loss };
  }

  const count = config.loss === "full-softmax" ? Infinity : config.sharedNegatives;
  const groups = byDomain(target, model.catalogue.itemDomain).map(({ domain, members }) => {
    const candidates = sampler.sample(domain, { count, random }), known = new Set(candidates);
    const among = Uint8Array.from(members, (place) => known.has(target[place]) ? 1 : 0);
    return { members, candidates, among };
  });
  const lists = groups.map(({ candidates }) => candidates);
  const { rows, weights: vectors, places } = table.lookup(batch.input, target, ...lists);
  const [input, positive, ...candidatePlaces] = places;
  const loss = (weights: Weights): Tensor => {
    const states = statesOf(weights, input), items = vectorsOf(weights);
    return groups.map(({ members, among }, group) =>
      softmaxLoss(embed(states, members), {
        positives: embed(items, members.map((place) => positive[place])),
        candidates: embed(items, candidatePlaces[group]),
        among,
      }).mul(members.length / target.length)
    ).reduce((sum, each) => sum.add(each));
  };
  return { rows, vectors, loss };
}

/** Places of the items of every domain that occurs, by domain. */
function byDomain(
  items: Uint32Array,
  itemDomain: Uint8Array,
): { domain: number; members: Int32Array }[] {
  const places: number[][] = [];
  items.forEach((item, place) => (places[itemDomain[item]] ??= []).push(place));
  return places.flatMap((members, domain) => [{ domain, members: Int32Array.from(members) }]);
}
