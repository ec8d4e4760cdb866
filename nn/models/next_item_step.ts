import type { NegativeSampler } from "../batching/negative_sampler.ts";
import type { EpochBatch } from "../batching/sequence_batches.ts";
import { bceLoss } from "../losses/bce_loss.ts";
import { softmaxLoss } from "../losses/softmax_loss.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import type { TrainingStep } from "../training/training_step.ts";
import { NextItemModel } from "./next_item_model.ts";

/** How positives are told from other items. */
export interface NextItemLoss {
  /** Share of numbers dropped. */
  readonly dropout: number;
  /** `bce` against negatives of each positive; softmax among items of the positive's domain. */
  readonly loss: "bce" | "sampled-softmax" | "full-softmax";
  /** `bce`: negatives per positive, none of them an item of its user's. */
  readonly negatives: number;
  /** `sampled-softmax`: items per domain, shared by the positives of a batch. */
  readonly sharedNegatives: number;
}

/**
 * The step on a batch of sequences: at every position that has a target, its state is to tell the
 * target from other items. Negatives and dropout come from the batch's own streams.
 *
 * @example
 * ```ts
 * import { nextItemStep } from "./next_item_step.ts";
 * if (nextItemStep.length !== 3) throw new Error("not of a model, a batch and options");
 * ```
 */
export function nextItemStep(
  model: NextItemModel,
  batch: EpochBatch,
  options: NextItemLoss & { sampler: NegativeSampler },
): TrainingStep {
  const { table } = model, { target } = batch, { sampler } = options;
  const random = batch.random("negatives");
  const statesOf = (weights: Weights, input: Int32Array): Tensor => {
    const dropout = { rate: options.dropout, random: batch.random("dropout") };
    const { size, length } = batch;
    const states = model.encode(weights, { input, size, length, dropout });
    return embed(states, Int32Array.from(batch.position));
  };
  const vectorsOf = (weights: Weights): Tensor =>
    weights.get(NextItemModel.items, [-1, model.size]);
  const step = (lookup: ReturnType<typeof table.lookup>, loss: TrainingStep["loss"]) => ({
    inputs: model.inputs(lookup.weights),
    rows: { [NextItemModel.items]: lookup.rows },
    loss,
  });

  if (options.loss === "bce") {
    const count = options.negatives;
    const drawn = sampler.unseen(target, { users: batch.user, count, random });
    const lookup = table.lookup(batch.input, target, drawn);
    const [input, positive, negative] = lookup.places;
    return step(lookup, (weights) => {
      const states = statesOf(weights, input), items = vectorsOf(weights);
      const negatives = embed(items, negative).reshape([target.length, count, model.size]);
      return bceLoss(
        states.mul(embed(items, positive)).sum(-1),
        negatives.mul(states.expandDims(1)).sum(-1),
      );
    });
  }

  const count = options.loss === "full-softmax" ? Infinity : options.sharedNegatives;
  const groups = byDomain(target, model.catalogue.itemDomain).map(({ domain, members }) => {
    const candidates = sampler.sample(domain, { count, random }), known = new Set(candidates);
    const among = Uint8Array.from(members, (place) => known.has(target[place]) ? 1 : 0);
    return { members, candidates, among };
  });
  const lists = groups.map(({ candidates }) => candidates);
  const lookup = table.lookup(batch.input, target, ...lists);
  const [input, positive, ...candidatePlaces] = lookup.places;
  return step(lookup, (weights) => {
    const states = statesOf(weights, input), items = vectorsOf(weights);
    return groups.map(({ members, among }, group) =>
      softmaxLoss(embed(states, members), {
        positives: embed(items, members.map((place) => positive[place])),
        candidates: embed(items, candidatePlaces[group]),
        among,
      }).mul(members.length / target.length)
    ).reduce((sum, each) => sum.add(each));
  });
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
