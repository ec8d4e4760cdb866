import {
  bceLoss,
  type NegativeSampler,
  type SampleBatch,
  type TrainingStep,
} from "@permafrost/bench/nn";
import type { ManModel } from "./_model.ts";
import { readHistories, repulsion, scorePairs } from "./_network.ts";

/**
 * The step on a batch of one domain (§3.3.2, independent updating): it is of that domain's parameters
 * and of those that all share, and of nothing of another domain. Its loss is equation 16 or 17, the
 * mean over all samples, positives and negatives, of the binary cross-entropy, and equation 13.
 *
 * @param samples targets of the domain, with what the user did before in it
 * @param options `domain`; `sampler` of negatives
 */
export function trainingStep(
  model: ManModel,
  samples: SampleBatch,
  { domain, sampler }: { domain: number; sampler: NegativeSampler },
): TrainingStep {
  const { config } = model, { target, user: users } = samples, { negatives: count } = config;
  const drawn = sampler.unseen(target, { users, count, random: samples.random("negatives") });
  // Every target, then its negatives.
  const entries = 1 + count, asked = new Uint32Array(target.length * entries);
  target.forEach((item, sample) => {
    asked[sample * entries] = item;
    asked.set(drawn.subarray(sample * count, (sample + 1) * count), sample * entries + 1);
  });
  const row = Int32Array.from(asked, (_, pair) => Math.floor(pair / entries));
  const { inputs, rows, histories, targets } = model.prepare(domain, {
    ...{ histories: samples.history, targets: asked, fit: true },
  });
  const pairs = { ...histories, targets, row };
  return {
    inputs,
    rows,
    loss: (weights) => {
      const dropout = { rate: config.dropout, random: samples.random("dropout") };
      const reading = readHistories(weights, histories, { config, dropout });
      const logits = scorePairs(weights, reading, { pairs, config })
        .reshape([target.length, entries]);
      const positive = logits.slice([0, 0], [target.length, 1]).reshape([target.length]);
      const negative = logits.slice([0, 1], [target.length, count]);
      const loss = bceLoss(positive, negative).div(entries), apart = repulsion(weights, config);
      return apart === undefined ? loss : loss.add(apart.mul(config.disentanglement));
    },
  };
}
