/**
 * SURGE: a user's items as a graph of interests, fused and pooled with an eye on the item that is
 * scored.
 *
 * Chang et al., "Sequential recommendation with graph neural networks", SIGIR 2021 (arXiv 2106.14226).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import { checkConfig, PairModel, type PairTraining, trainPairs } from "@permafrost/bench/nn";
import { surgeNetwork } from "./_surge_network.ts";

/** What SURGE can be told. */
export interface SurgeConfig extends PairTraining {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions of the graph, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Share of all pairs of positions that is linked (ε). */
  readonly sparseness: number;
  /** Views whose similarities are averaged. */
  readonly metricHeads: number;
  /** Attention heads whose states are averaged. */
  readonly heads: number;
  /** Clusters per position of `maximumLength`. */
  readonly poolRatio: number;
  /** Weight of each of the three terms by which the clusters are trained. */
  readonly regularisation: number;
  /** Numbers of the first hidden layer of the prediction. */
  readonly firstHiddenSize: number;
  /** Numbers of the second one. */
  readonly secondHiddenSize: number;
}

const defaults: SurgeConfig = {
  // Paper, §4.1.4: 40. A power of two.
  embeddingSize: 32,
  // Paper: 50, or 250. On tundra-small 20 got as far in the same time; they score at twice the cost.
  maximumLength: 10,
  // The authors' code; the paper names none.
  sparseness: 0.5,
  // The authors' code; the paper names none.
  metricHeads: 1,
  // The authors' code; the paper names none.
  heads: 1,
  // 30 clusters of 50 positions, the authors' code; the paper tried 10 to 50 of 50.
  poolRatio: 0.6,
  // The middle one of those that the paper tried, §4.1.4.
  regularisation: 1e-5,
  // Paper, §4.1.4.
  firstHiddenSize: 100,
  // Paper, §4.1.4.
  secondHiddenSize: 64,
  // The authors' code.
  dropout: 0,
  // The authors' code: 4, which were no better after two epochs, at twice the cost.
  negatives: 1,
  // Paper, §4.1.4: 0.001. Of 0.002 and 0.005, this one was ahead after six epochs.
  learningRate: 0.005,
  // The authors' code, which weights half the squared length, too.
  weightDecay: 1e-6,
  // Paper: 500.
  batchSize: 128,
  // Authors' code: 100 at most.
  epochs: 20,
  // Authors' code: 2, which ended a run on tundra-small after three or four epochs.
  patience: 4,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  sparseness: "positive",
  metricHeads: "count",
  heads: "count",
  poolRatio: "positive",
  regularisation: "weight",
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

const surge: Method<SurgeConfig> = {
  meta: {
    contract: 1,
    id: "surge",
    version: "1.0.0",
    title: "SURGE",
    citation:
      "Chang et al., Sequential recommendation with graph neural networks, SIGIR 2021, arXiv 2106.14226",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [10, 20, 50],
    sparseness: { min: 0.1, max: 0.7 },
    poolRatio: { min: 0.2, max: 1 },
    regularisation: [1e-7, 1e-5, 1e-3],
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

/** @throws {RangeError} if SURGE cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: SurgeConfig, seed: number): PairModel {
  checkConfig(config, { title: "SURGE", rules });
  for (const key of ["sparseness", "poolRatio"] as const) {
    if (config[key] <= 1) continue;
    throw new RangeError(`Cannot train SURGE with ${key} ${config[key]}: expected at most 1`);
  }
  const { embeddingSize: size, maximumLength: length } = config;
  return new PairModel(catalogue, { size, length, seed, network: surgeNetwork(config, seed) });
}

export default surge;
