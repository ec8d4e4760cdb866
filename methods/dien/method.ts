/**
 * DIEN: what a user is interested in after each of its items, and how these interests evolve towards
 * the item that is scored.
 *
 * Zhou et al., "Deep interest evolution network for click-through rate prediction", AAAI 2019 (arXiv
 * 1809.03672).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  diceMlp,
  diceMlpParameters,
  diceMlpStatistics,
  dienEncoder,
  dienEncoderParameters,
  PairModel,
  type PairNetwork,
  type PairTraining,
  trainPairs,
} from "@permafrost/bench/nn";

/** What DIEN can be told. */
export interface DienConfig extends PairTraining {
  /** Numbers per item vector, interest and evolved interest. */
  readonly embeddingSize: number;
  /** Positions of the sequence, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Weight of the auxiliary loss (α); with 0, nothing is drawn for it. */
  readonly auxiliaryWeight: number;
  /** Numbers of the first hidden layer of the prediction. */
  readonly firstHiddenSize: number;
  /** Numbers of the second one. */
  readonly secondHiddenSize: number;
}

const defaults: DienConfig = {
  // The authors' code: 36, half of it a category's. A power of two.
  embeddingSize: 32,
  // The authors' code: 100. Half of the users of the built-in data have less.
  maximumLength: 20,
  // The authors' code, of the mean over positions; the paper names none.
  auxiliaryWeight: 1,
  // The authors' code.
  firstHiddenSize: 200,
  // The authors' code.
  secondHiddenSize: 80,
  // The authors' code.
  dropout: 0,
  // The authors' code.
  negatives: 1,
  // The authors' code.
  learningRate: 0.001,
  weightDecay: 0,
  // The authors' code.
  batchSize: 128,
  epochs: 20,
  patience: 4,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  auxiliaryWeight: "weight",
  firstHiddenSize: "count",
  secondHiddenSize: "count",
  dropout: "share",
  negatives: "count",
  learningRate: "positive",
  weightDecay: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const dien: Method<DienConfig> = {
  meta: {
    contract: 1,
    id: "dien",
    version: "1.0.0",
    title: "DIEN",
    citation:
      "Zhou et al., Deep interest evolution network for click-through rate prediction, AAAI 2019, arXiv 1809.03672",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    auxiliaryWeight: { min: 1e-2, max: 1, log: true },
    dropout: { min: 0, max: 0.5 },
    negatives: [1, 4],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
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

/** @throws {RangeError} if DIEN cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: DienConfig, seed: number): PairModel {
  checkConfig(config, { title: "DIEN", rules });
  const { embeddingSize: size, maximumLength: length } = config;
  return new PairModel(catalogue, { size, length, seed, network: networkOf(config, seed) });
}

/** The evolved interest and the target, through a perceptron: figure 1. */
function networkOf(config: DienConfig, seed: number): PairNetwork {
  const { embeddingSize: size, auxiliaryWeight } = config;
  const sizes = [2 * size, config.firstHiddenSize, config.secondHiddenSize, 1];
  return {
    ...auxiliaryWeight > 0 && { unseen: true },
    parameters: {
      ...dienEncoderParameters("encoder", { size, seed }),
      ...diceMlpParameters("prediction", { sizes, seed }),
    },
    statistics: diceMlpStatistics("prediction", { sizes }),
    score(weights, { history, present, target, row, training }) {
      const { states, auxiliary } = dienEncoder(history, target, weights.within("encoder"), {
        present,
        row,
        ...training?.unseen && { unseen: training.unseen },
      });
      const logits = diceMlp(states.concat(target, 1), weights.within("prediction"), {
        layers: 3,
        training: training !== undefined,
        dropout: training?.dropout,
      }).reshape([-1]);
      if (auxiliary === undefined) return { logits };
      // Equation 7.
      return { logits, auxiliary: auxiliary.mul(auxiliaryWeight) };
    },
  };
}

export default dien;
