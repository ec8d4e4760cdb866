/**
 * Caser: convolutions over the last items that a user had, beside a vector of the user, trained to
 * tell the next few items.
 *
 * Tang & Wang, "Personalized top-N sequential recommendation via convolutional sequence embedding",
 * WSDM 2018 (arXiv 1809.07426).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import {
  Adam,
  checkConfig,
  NegativeSampler,
  sampleBatches,
  trainModel,
} from "@permafrost/bench/nn";
import { CaserModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";

/** What Caser can be told. */
export interface CaserConfig {
  /** Numbers per item vector in a history and per user vector (d); a candidate has twice as many. */
  readonly embeddingSize: number;
  /** Items that it sees (L): the last ones. */
  readonly maximumLength: number;
  /** Items behind these that it learns to tell from one history (T). */
  readonly targets: number;
  /** Horizontal filters of each height from 1 to `maximumLength`. */
  readonly horizontal: number;
  /** Vertical filters. */
  readonly vertical: number;
  /** Share of the convolutions' answers dropped while training. */
  readonly dropout: number;
  /** Share of samples whose user is taken for one that training never met. */
  readonly unknownUsers: number;
  /** Negatives per target, none of them an item of its user's. */
  readonly negatives: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Weight of half the squared length of all weights that a step uses. */
  readonly weightDecay: number;
  /** Histories per step. */
  readonly batchSize: number;
  /** Passes over the histories, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

const defaults: CaserConfig = {
  // Code: 50. A power of two.
  embeddingSize: 32,
  // Code: L = 5.
  maximumLength: 5,
  // Code: T = 3 (README).
  targets: 1,
  // Code: 16 of each height, and 4.
  horizontal: 16,
  vertical: 4,
  // Code.
  dropout: 0.5,
  // Ours: the paper knows all users.
  unknownUsers: 0.1,
  // Paper and code.
  negatives: 3,
  // Code: 0.001, and 1e-6. Set by hand (README).
  learningRate: 0.003,
  weightDecay: 0.001,
  batchSize: 128,
  epochs: 30,
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  targets: "count",
  horizontal: "count",
  vertical: "count",
  dropout: "share",
  unknownUsers: "share",
  negatives: "count",
  learningRate: "positive",
  weightDecay: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const caser: Method<CaserConfig> = {
  meta: {
    contract: 1,
    id: "caser",
    version: "1.0.0",
    title: "Caser",
    citation:
      "Tang and Wang, Personalized top-N sequential recommendation via convolutional sequence embedding, WSDM 2018, arXiv 1809.07426",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [3, 5, 9],
    targets: [1, 2, 3],
    horizontal: [4, 8, 16, 32],
    vertical: [1, 2, 4, 8],
    dropout: { min: 0, max: 0.6 },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    checkConfig(config, { title: "Caser", rules });
    const { catalogue, users } = view, { seed } = context;
    const { batchSize, learningRate, weightDecay, epochs, patience } = config;
    const model = new CaserModel(catalogue, { users, config, seed });
    const scorer = model.scorer(), sampler = new NegativeSampler(view);
    await trainModel({
      parameters: model.parameters,
      scorer,
      context,
      about: { ...config, items: catalogue.items },
      optimisers: [new Adam({ learningRate, weightDecay })],
      epochs,
      patience,
      *steps(epoch) {
        for (const batch of sampleBatches(view, { batchSize, seed, epoch })) {
          yield trainingStep(model, batch, { view, sampler });
        }
      },
    });
    return scorer;
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkConfig(config, { title: "Caser", rules });
    return Promise.resolve(CaserModel.restored(weights, { catalogue, config, seed }).scorer());
  },
};

export default caser;
