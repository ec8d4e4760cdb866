/**
 * BERT4Rec: self-attention in both directions over the items that a user had, trained to tell items
 * that are hidden among them; the next item is one hidden at the end.
 *
 * Sun et al., "BERT4Rec: sequential recommendation with bidirectional encoder representations from
 * transformer", CIKM 2019 (arXiv 1904.06690).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  NegativeSampler,
  sequenceWindows,
  trainModel,
  warmUpSchedule,
} from "@permafrost/bench/nn";
import { BertAdam } from "./_bert_adam.ts";
import { clozeBatches } from "./_cloze_batches.ts";
import { clozeStep } from "./_cloze_step.ts";
import { Bert4recModel } from "./_model.ts";

/** What BERT4Rec can be told. */
export interface Bert4recConfig {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the mask at the end included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** Share of numbers dropped while training. */
  readonly dropout: number;
  /** Share of a sequence's items that are hidden in training, one at least. */
  readonly masked: number;
  /** How often an epoch holds every window with other masks, besides once with the last item hidden. */
  readonly copies: number;
  /** What a hidden item is told from: a sample of its domain's items, or all of them. */
  readonly loss: "sampled-softmax" | "full-softmax";
  /** `sampled-softmax`: items per domain, shared by a batch. */
  readonly sharedNegatives: number;
  /** Adam's greatest learning rate; it falls from there in a line to 0 behind the last epoch. */
  readonly learningRate: number;
  /** Steps in which the learning rate rises, of all steps a tenth at most. */
  readonly warmUp: number;
  /** Share of the learning rate by which weights get smaller in a step; biases and norms do not. */
  readonly weightDecay: number;
  /** The greatest length of a step's gradients, all together. */
  readonly gradientNorm: number;
  /** Windows per step. */
  readonly batchSize: number;
  /** Passes over the windows, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

// Values that are not the paper's were set by hand (README).
const defaults: Bert4recConfig = {
  // Paper: 16 to 256. As in sasrec.
  embeddingSize: 32,
  // Paper: 50 for sparse data, 200 for MovieLens.
  maximumLength: 20,
  // Paper, §4.3.
  blocks: 2,
  // Paper: 2, of 32 numbers each.
  heads: 4,
  // Code: 0.1 to 0.5 by data set.
  dropout: 0.1,
  // Paper: 0.2 (MovieLens), 0.4 (Steam), 0.6 (Beauty).
  masked: 0.4,
  // Code: 10.
  copies: 3,
  loss: "sampled-softmax",
  // As in sasrec.
  sharedNegatives: 256,
  // Paper: 0.0001, in 400,000 steps.
  learningRate: 0.003,
  // Code: 100 of 400,000.
  warmUp: 100,
  // Paper, §4.3.
  weightDecay: 0.01,
  // Paper, §4.3.
  gradientNorm: 5,
  // Paper: 256.
  batchSize: 64,
  epochs: 25,
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  masked: "share",
  copies: "count",
  loss: ["sampled-softmax", "full-softmax"],
  sharedNegatives: "count",
  learningRate: "positive",
  warmUp: "count",
  weightDecay: "weight",
  gradientNorm: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const bert4rec: Method<Bert4recConfig> = {
  meta: {
    contract: 1,
    id: "bert4rec",
    version: "1.0.0",
    title: "BERT4Rec",
    citation:
      "Sun et al., BERT4Rec: sequential recommendation with bidirectional encoder representations from transformer, CIKM 2019, arXiv 1904.06690",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    dropout: { min: 0, max: 0.6 },
    masked: [0.2, 0.4, 0.6],
    loss: ["sampled-softmax", "full-softmax"],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, context.seed), { seed } = context;
    const { epochs, patience, batchSize, copies } = config;
    const windows = sequenceWindows(train, { length: config.maximumLength, keep: "all" });
    const steps = epochs * Math.ceil((copies + 1) * windows.user.length / batchSize);
    const sampler = new NegativeSampler(train), scorer = model.scorer();
    await trainModel({
      parameters: model.parameters,
      scorer,
      context,
      about: { ...config, items: train.catalogue.items },
      optimisers: [
        new BertAdam({
          rate: rateOf(config, steps),
          weightDecay: config.weightDecay,
          norm: config.gradientNorm,
        }),
      ],
      epochs,
      patience,
      *steps(epoch) {
        const options = { ...config, windows, mask: model.mask, seed, epoch };
        for (const batch of clozeBatches(train, options)) yield clozeStep(model, batch, sampler);
      },
    });
    return scorer;
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/** A line up for some steps, of all of them a tenth at most, then a line down to 0 behind the last one. */
function rateOf({ learningRate, warmUp }: Bert4recConfig, steps: number): (step: number) => number {
  const rising = Math.min(warmUp, Math.floor(steps / 10));
  const falling = (step: number) => learningRate * (1 - step / Math.max(1, steps - rising));
  return warmUpSchedule(falling, { steps: rising });
}

/** @throws {RangeError} if BERT4Rec cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: Bert4recConfig, seed: number): Bert4recModel {
  const { embeddingSize, heads, maximumLength } = config;
  checkConfig(config, { title: "BERT4Rec", rules });
  if (embeddingSize % heads !== 0) {
    throw new RangeError(
      `Cannot train BERT4Rec with heads ${heads}: expected a divisor of ${embeddingSize}`,
    );
  }
  if (maximumLength < 2) {
    throw new RangeError(
      `Cannot train BERT4Rec with maximumLength ${maximumLength}: expected 2 at least, an item and the mask`,
    );
  }
  return new Bert4recModel(catalogue, config, seed);
}

export default bert4rec;
