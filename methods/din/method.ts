/**
 * DIN: what a user did, pooled by how much each item of it means for the item that is scored.
 *
 * Zhou et al., "Deep interest network for click-through rate prediction", KDD 2018 (arXiv 1706.06978).
 *
 * @module
 */
import type { Catalogue, Method, Scorer, TrainView } from "@permafrost/bench/method";
import {
  checkConfig,
  diceMlp,
  diceMlpParameters,
  diceMlpStatistics,
  PairModel,
  type PairNetwork,
  type PairTraining,
  targetAttention,
  targetAttentionParameters,
  targetAttentionStatistics,
  trainPairs,
} from "@permafrost/bench/nn";
import { occurrences } from "./_occurrences.ts";
import { batchAwarePenalty } from "./_batch_aware_penalty.ts";

/** What DIN can be told. */
export interface DinConfig extends PairTraining {
  /** Numbers per item vector. */
  readonly embeddingSize: number;
  /** Positions that are attended to, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Numbers of the activation unit's hidden layer. */
  readonly attentionSize: number;
  /** Numbers of the first hidden layer of the prediction. */
  readonly firstHiddenSize: number;
  /** Numbers of the second one. */
  readonly secondHiddenSize: number;
  /** Weight of the mini-batch aware regularisation (λ). */
  readonly regularisation: number;
}

const defaults: DinConfig = {
  // Paper: 12 on its ads; the authors' code: 64, and 64 of a category.
  embeddingSize: 32,
  // The authors' code: all of it. Half of the users of the built-in data have less.
  maximumLength: 20,
  // Paper, figure 2.
  attentionSize: 36,
  // Paper, figure 2.
  firstHiddenSize: 200,
  // Paper, figure 2.
  secondHiddenSize: 80,
  // Paper, §6.4, where there are many rare features.
  regularisation: 0.01,
  // The paper tried it in place of the regularisation.
  dropout: 0,
  // The authors' code: 1. See the page.
  negatives: 4,
  // Of Adam. Paper: 0.001 on its ads, SGD from 1 on public data. See the page.
  learningRate: 0.005,
  weightDecay: 0,
  // The authors' code: 32.
  batchSize: 128,
  epochs: 10,
  patience: 4,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  attentionSize: "count",
  firstHiddenSize: "count",
  secondHiddenSize: "count",
  regularisation: "weight",
  dropout: "share",
  negatives: "count",
  learningRate: "positive",
  weightDecay: "weight",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const din: Method<DinConfig> = {
  meta: {
    contract: 1,
    id: "din",
    version: "1.0.0",
    title: "DIN",
    citation:
      "Zhou et al., Deep interest network for click-through rate prediction, KDD 2018, arXiv 1706.06978",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    regularisation: [0, 1e-3, 1e-2],
    dropout: { min: 0, max: 0.5 },
    negatives: [1, 4],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, { seed: context.seed, train });
    await trainPairs(model, { train, config: { ...config }, context });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, { seed });
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/** @throws {RangeError} if DIN cannot be trained with the config */
function modelOf(
  catalogue: Catalogue,
  config: DinConfig,
  { seed, train }: { seed: number; train?: TrainView },
): PairModel {
  checkConfig(config, { title: "DIN", rules });
  const { embeddingSize: size, maximumLength: length } = config;
  // Only training asks how often items occur.
  const counts = train && occurrences(train, { length });
  const network = networkOf(config, { seed, ...counts && { counts } });
  return new PairModel(catalogue, { size, length, seed, network });
}

/** The pooled history and the target, through a perceptron: figure 2. */
function networkOf(
  config: DinConfig,
  { seed, counts }: { seed: number; counts?: Uint32Array },
): PairNetwork {
  const { embeddingSize: size, regularisation } = config, hidden = [config.attentionSize];
  const sizes = [2 * size, config.firstHiddenSize, config.secondHiddenSize, 1];
  return {
    parameters: {
      ...targetAttentionParameters("unit", { size, hidden, seed, dice: true }),
      ...diceMlpParameters("prediction", { sizes, seed }),
    },
    statistics: {
      ...targetAttentionStatistics("unit", { hidden }),
      ...diceMlpStatistics("prediction", { sizes }),
    },
    score(weights, { history, present, target, row, training: step }) {
      const training = step !== undefined;
      const interest = targetAttention(history, target, weights.within("unit"), {
        layers: 2,
        activation: "dice",
        row,
        present,
        training,
      });
      const logits = diceMlp(interest.concat(target, 1), weights.within("prediction"), {
        layers: 3,
        training,
        dropout: step?.dropout,
      }).reshape([-1]);
      if (step === undefined || counts === undefined || regularisation === 0) return { logits };
      const vectors = weights.get(PairModel.items, [step.rows.length, size]);
      const penalty = batchAwarePenalty(vectors, { rows: step.rows, counts });
      return { logits, auxiliary: penalty.mul(regularisation) };
    },
  };
}

export default din;
