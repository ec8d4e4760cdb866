import type { NegativeSampler } from "../batching/negative_sampler.ts";
import type { EpochBatch } from "../batching/sequence_batches.ts";
import { embed } from "../tables/embed.ts";
import type { TrainingStep } from "../training/training_step.ts";
import { domainTargets } from "./domain_targets.ts";
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
  const { size, length, present, target } = batch, { sampler } = options;
  const { rows, vectors, input, groups } = domainTargets(batch, {
    table: model.table,
    itemDomain: model.catalogue.itemDomain,
    sampler,
    config: options,
  });
  return {
    inputs: model.inputs(vectors),
    rows: { [NextItemModel.items]: rows },
    loss: (weights) => {
      const dropout = { rate: options.dropout, random: batch.random("dropout") };
      const states = model.encode(weights, { input, present, size, length, dropout });
      const items = weights.get(NextItemModel.items, [-1, model.size]);
      return groups.map(({ position, loss }) =>
        loss(embed(states, position), items).mul(position.length / target.length)
      ).reduce((sum, each) => sum.add(each));
    },
  };
}
