import { byDomain } from "../batching/by_domain.ts";
import type { NegativeSampler } from "../batching/negative_sampler.ts";
import type { EpochBatch } from "../batching/sequence_batches.ts";
import { bceLoss } from "../losses/bce_loss.ts";
import { softmaxLoss } from "../losses/softmax_loss.ts";
import type { Parameter } from "../parameters/parameters.ts";
import { embed } from "../tables/embed.ts";
import type { EmbeddingTable } from "../tables/embedding_table.ts";
import type { Tensor } from "../tensor.ts";
import type { NextItemLoss } from "./next_item_step.ts";

/** The targets of a batch in one domain: one part of a step's loss. */
export interface DomainTargets {
  /** Which domain. */
  readonly domain: number;
  /** Which targets of the batch. */
  readonly targets: Int32Array;
  /** Where each target is predicted from, as an index into the batch's positions. */
  readonly position: Int32Array;
  /** By softmax: places of the candidates among the rows. */
  readonly candidates?: Int32Array;
  /** Mean loss of states, a row per target, from the item vectors on the device. */
  readonly loss: (states: Tensor, items: Tensor) => Tensor;
}

/**
 * What a step on a batch of sequences tells apart, a domain at a time: every target from items of its
 * own domain, which are drawn from the batch's own stream.
 *
 * @param options `table` of the item vectors; `itemDomain`; `sampler` of negatives; `config`, which
 * says by what loss
 * @returns `rows` of the table that the step uses and their `vectors`; `input`: a place among them per
 * position; `groups` by domain
 *
 * @example
 * ```ts
 * import { domainTargets } from "./domain_targets.ts";
 * if (domainTargets.length !== 2) throw new Error("not of a batch and options");
 * ```
 */
export function domainTargets(
  batch: EpochBatch,
  options: {
    table: EmbeddingTable;
    itemDomain: Uint8Array;
    sampler: NegativeSampler;
    config: Pick<NextItemLoss, "loss" | "negatives" | "sharedNegatives">;
  },
): { rows: Uint32Array; vectors: Parameter; input: Int32Array; groups: DomainTargets[] } {
  const { table, itemDomain, sampler, config } = options, { target, user: users } = batch;
  const random = batch.random("negatives");
  const parts = byDomain(Array.from(target, (item) => itemDomain[item]))
    .map((part) => ({ ...part, position: part.places.map((at) => batch.position[at]) }));

  if (config.loss === "bce") {
    const count = config.negatives, drawn = sampler.unseen(target, { users, count, random });
    const { rows, weights: vectors, places: [input, positive, negative] } = table.lookup(
      ...[batch.input, target, drawn],
    );
    const groups = parts.map(({ domain, places, position }) => ({
      domain,
      targets: places,
      position,
      loss: (states: Tensor, items: Tensor) => {
        const [targets, size] = states.shape;
        const own = Int32Array.from(
          { length: targets * count },
          (_, at) => negative[places[Math.floor(at / count)] * count + at % count],
        );
        const positives = embed(items, places.map((at) => positive[at]));
        const negatives = embed(items, own).reshape([targets, count, size]);
        return bceLoss(
          states.mul(positives).sum(-1),
          negatives.mul(states.expandDims(1)).sum(-1),
        );
      },
    }));
    return { rows, vectors, input, groups };
  }

  const count = config.loss === "full-softmax" ? Infinity : config.sharedNegatives;
  const lists = parts.map(({ domain }) => sampler.sample(domain, { count, random }));
  const { rows, weights: vectors, places: [input, positive, ...candidates] } = table.lookup(
    ...[batch.input, target, ...lists],
  );
  const groups = parts.map(({ domain, places, position }, group) => {
    const known = new Set(lists[group]);
    const among = Uint8Array.from(places, (at) => known.has(target[at]) ? 1 : 0);
    return {
      domain,
      targets: places,
      position,
      candidates: candidates[group],
      loss: (states: Tensor, items: Tensor) =>
        softmaxLoss(states, {
          positives: embed(items, places.map((at) => positive[at])),
          candidates: embed(items, candidates[group]),
          among,
        }),
    };
  });
  return { rows, vectors, input, groups };
}
