/**
 * SLi-Rec: a user's short-term preference by an LSTM that knows of times and of the item that is
 * scored, its long-term one by attention, and as much of each as the moment asks for.
 *
 * Yu et al., "Adaptive user modeling with long and short-term preferences for personalized
 * recommendation", IJCAI 2019.
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  batchNorm,
  batchNormParameters,
  batchNormStatistics,
  checkConfig,
  diceMlp,
  diceMlpParameters,
  diceMlpStatistics,
  PairModel,
  type PairNetwork,
  type PairTraining,
  sliRecEncoder,
  sliRecEncoderParameters,
  trainPairs,
} from "@permafrost/bench/nn";
import { timeFeatures } from "./_time_features.ts";

/** What SLi-Rec can be told. */
export interface SliRecConfig extends PairTraining {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions of the sequence, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Days; shorter times count as this. */
  readonly shortestTime: number;
  /** Numbers of the prediction's hidden layer. */
  readonly hiddenSize: number;
}

const defaults: SliRecConfig = {
  // Paper, §4.2: 18, and 18 of a category. A power of two.
  embeddingSize: 32,
  // Paper, §4.2: 100. Half of the users of the built-in data have less.
  maximumLength: 20,
  // Microsoft's recommenders, by one of the authors; the paper names none.
  shortestTime: 0.5,
  // Paper, §4.2.
  hiddenSize: 36,
  // Paper, §4.2.
  dropout: 0,
  // Paper, §4.1.
  negatives: 1,
  // Paper, §4.2.
  learningRate: 0.001,
  // Paper, §4.2: 0.0001 of the squared length, of which this is the weight of a half.
  weightDecay: 2e-4,
  batchSize: 128,
  epochs: 20,
  patience: 4,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  shortestTime: "positive",
  hiddenSize: "count",
  dropout: "share",
  negatives: "count",
  learningRate: "positive",
  weightDecay: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const sliRec: Method<SliRecConfig> = {
  meta: {
    contract: 1,
    id: "sli_rec",
    version: "1.0.0",
    title: "SLi-Rec",
    citation:
      "Yu et al., Adaptive user modeling with long and short-term preferences for personalized recommendation, IJCAI 2019",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    shortestTime: [0.01, 0.1, 0.5],
    negatives: [1, 4],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
    weightDecay: { min: 1e-7, max: 1e-3, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, context.seed);
    await trainPairs(model, { train, config: { ...config }, context });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/** @throws {RangeError} if SLi-Rec cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: SliRecConfig, seed: number): PairModel {
  checkConfig(config, { title: "SLi-Rec", rules });
  const { embeddingSize: size, maximumLength: length } = config;
  return new PairModel(catalogue, { size, length, seed, network: networkOf(config, seed) });
}

/** The user vector and the target, normalised, through a perceptron of two layers: §3.3 and §4.2. */
function networkOf(config: SliRecConfig, seed: number): PairNetwork {
  const { embeddingSize: size, shortestTime: shortest } = config;
  const sizes = [2 * size, config.hiddenSize, 1];
  return {
    parameters: {
      ...sliRecEncoderParameters("encoder", { size, seed }),
      ...batchNormParameters("norm", { size: 2 * size }),
      ...diceMlpParameters("prediction", { sizes, seed }),
    },
    statistics: {
      ...batchNormStatistics("norm", { size: 2 * size }),
      ...diceMlpStatistics("prediction", { sizes }),
    },
    score(weights, batch) {
      const { history, present, target, row } = batch, training = batch.training !== undefined;
      const user = sliRecEncoder(history, target, weights.within("encoder"), {
        ...timeFeatures(batch, { shortest }),
        present,
        row,
      });
      const both = batchNorm(user.concat(target, 1), weights.within("norm"), { training });
      const logits = diceMlp(both, weights.within("prediction"), {
        layers: 2,
        training,
        dropout: batch.training?.dropout,
      });
      return { logits: logits.reshape([-1]) };
    },
  };
}

export default sliRec;
