import type { NegativeSampler } from "../batching/negative_sampler.ts";
import type { EpochBatch } from "../batching/sequence_batches.ts";
import { embed } from "../tables/embed.ts";
import type { TrainingStep } from "../training/training_step.ts";
import { domainTargets } from "./domain_targets.ts";
import type { NextItemLoss } from "./next_item_step.ts";
import { TextItemModel } from "./text_item_model.ts";

/** How positives are told from other items of their domain, and offsets held. */
export interface TextItemLoss extends Pick<NextItemLoss, "dropout" | "sharedNegatives"> {
  /** Softmax among a sample of the domain's items, or among all of them. */
  readonly loss: "sampled-softmax" | "full-softmax";
  /** Precision λ_v of the items' offsets, whose mean is 0; 0 if not given. */
  readonly itemPrecision?: number;
  /** The same of the training events' offsets, λ_u. */
  readonly statePrecision?: number;
}

/**
 * The step on a batch of sequences: at every position that has a target, its state is to tell the
 * target from items of its domain. Candidates and dropout come from the batch's own streams.
 *
 * Where a model has offsets, this is the maximum a posteriori estimate of them: by expectation over the
 * steps of an epoch on all windows, each with the weight of its number of targets, the loss is
 * (Σ −log softmax + λ_v/2 · Σ‖item offset‖² + λ_u/2 · Σ‖event offset‖²) / targets, over all targets and all
 * items that were met. The norms of a domain's items are estimated from its candidates.
 *
 * @param options `sampler` of candidates; `counts`: targets of the training per domain (`targetCounts`)
 *
 * @example
 * ```ts
 * import { textItemStep } from "./text_item_step.ts";
 * if (textItemStep.length !== 3) throw new Error("not of a model, a batch and options");
 * ```
 */
export function textItemStep(
  model: TextItemModel,
  batch: EpochBatch,
  options: TextItemLoss & { sampler: NegativeSampler; counts: Uint32Array },
): TrainingStep {
  const { size, length, present, target } = batch, { itemOffsets, start } = model;
  const { sampler, counts, itemPrecision = 0, statePrecision = 0 } = options;
  // Some item of the batch stands in for the start, whose vector is in no table.
  const items = batch.input.map((item) => item === start ? target[0] : item);
  const { rows, vectors: found, input: places, groups } = domainTargets(
    { ...batch, input: items },
    {
      table: itemOffsets ?? model.text,
      itemDomain: model.catalogue.itemDomain,
      sampler,
      config: { ...options, negatives: 0 },
    },
  );
  const text = itemOffsets ? model.text.lookup(rows).weights : found;
  const input = places.map((place, at) => batch.input[at] === start ? rows.length : place);
  const events = model.stateOffsets?.lookup(batch.event), shape = [-1, model.size];
  return {
    inputs: model.inputs({
      ...itemOffsets && { [TextItemModel.itemOffsets]: found },
      ...events && { [TextItemModel.stateOffsets]: events.weights },
    }),
    rows: {
      ...itemOffsets && { [TextItemModel.itemOffsets]: rows },
      ...events && { [TextItemModel.stateOffsets]: events.rows },
    },
    loss: (weights) => {
      const dropout = { rate: options.dropout, random: batch.random("dropout") };
      const vectors = model.vectors(weights, text);
      const states = model.encode(weights, { vectors, input, present, size, length, dropout });
      return groups.map(({ domain, targets, position, candidates = new Int32Array(), loss }) => {
        const n = embed(states, position), share = position.length / target.length;
        const own = events && embed(
          weights.get(TextItemModel.stateOffsets, shape),
          targets.map((at) => events.places[0][at]),
        );
        const terms = [loss(own ? n.add(own) : n, vectors)];
        if (own && statePrecision > 0) {
          terms.push(own.square().sum().mul(statePrecision / 2 / position.length));
        }
        if (itemOffsets && itemPrecision > 0) {
          const drawn = embed(weights.get(TextItemModel.itemOffsets, shape), candidates);
          const all = drawn.square().sum().mul(sampler.pool(domain).length / candidates.length);
          terms.push(all.mul(itemPrecision / 2 / counts[domain]));
        }
        return terms.reduce((sum, each) => sum.add(each)).mul(share);
      }).reduce((sum, each) => sum.add(each));
    },
  };
}
