/**
 * C2DSR: item vectors from a graph of what follows what, a self-attention encoder for the sequence
 * merged over the domains and one for each domain's own; both are trained to tell the next item, and
 * to agree: what a domain's own sequence says has to fit what the merged one says of the others.
 *
 * Cao et al., "Contrastive cross-domain sequential recommendation", CIKM 2022 (arXiv 2304.03891).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import { Adam, checkConfig, trainSequences } from "@permafrost/bench/nn";
import { itemGraph } from "./_item_graph.ts";
import { C2dsrModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { trainingStep } from "./_training_step.ts";

/** What C2DSR can be told. */
export interface C2dsrConfig {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions of a merged sequence, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Layers of the graph neural network. */
  readonly graphLayers: number;
  /** Successors of an item in the graph, at most: the most frequent ones. */
  readonly successors: number;
  /** Blocks of self-attention and point-wise network, of every encoder. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** Share of numbers dropped while training. */
  readonly dropout: number;
  /** Weight of the infomax objectives, 1 − λ; that of the prediction objectives is λ. */
  readonly infomaxWeight: number;
  /** What a target is told from: a sample of its domain's items, or all of them. */
  readonly loss: "sampled-softmax" | "full-softmax";
  /** `sampled-softmax`: items per domain, shared by a batch. */
  readonly sharedNegatives: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Windows per step. */
  readonly batchSize: number;
  /** Passes over the windows, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

// The released code's, where nothing else is said.
const defaults: C2dsrConfig = {
  // Code: 256. As in sasrec, so that a step takes about 0.1 s on one core.
  embeddingSize: 32,
  // Code: 15, or 30 for Entertainment–Education.
  maximumLength: 20,
  graphLayers: 1,
  // Code: all of them. Bounds what a step reads; most items have fewer.
  successors: 20,
  blocks: 2,
  heads: 1,
  dropout: 0.2,
  // Code: λ = 0.7.
  infomaxWeight: 0.3,
  // Code: "full-softmax". As in sasrec.
  loss: "sampled-softmax",
  // As in sasrec.
  sharedNegatives: 256,
  // Code: 0.001, for 100 epochs. As in sasrec.
  learningRate: 0.003,
  // Code: 256. As in sasrec.
  batchSize: 64,
  // Code: 100.
  epochs: 25,
  // Code: none. As in sasrec.
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  graphLayers: "count",
  successors: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  infomaxWeight: "share",
  loss: ["sampled-softmax", "full-softmax"],
  sharedNegatives: "count",
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const c2dsr: Method<C2dsrConfig> = {
  meta: {
    contract: 1,
    id: "c2dsr",
    version: "1.0.0",
    title: "C2DSR",
    citation:
      "Cao et al., Contrastive cross-domain sequential recommendation, CIKM 2022, arXiv 2304.03891",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    graphLayers: [1, 2, 3],
    dropout: { min: 0, max: 0.6 },
    infomaxWeight: { min: 0, max: 0.9 },
    loss: ["sampled-softmax", "full-softmax"],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    checkC2dsrConfig(config);
    const { catalogue, events } = train, { items, itemDomain } = catalogue, { seed } = context;
    const { successors: most, maximumLength: length, learningRate } = config;
    // Of training events alone: what is asked later is no edge.
    const graphs = {
      cross: itemGraph(events, { items, most }),
      single: itemGraph(events, { items, most, itemDomain }),
    };
    const model = new C2dsrModel(catalogue, config, { graphs, seed }),
      { parameters, start } = model;
    await trainSequences({ parameters, length, start, scorer: () => scorerOf(model) }, {
      ...{ train, config: { ...config, windows: "all" }, context },
      // Code: β₂ = 0.98.
      optimiser: new Adam({ learningRate, beta2: 0.98 }),
      step: (batch, sampler) => trainingStep(model, batch, sampler),
    });
    return scorerOf(model);
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkC2dsrConfig(config);
    return Promise.resolve(scorerOf(C2dsrModel.of(weights, { catalogue, config, seed })));
  },
};

/** @throws {RangeError} if C2DSR cannot be trained with the config */
function checkC2dsrConfig(config: C2dsrConfig): void {
  checkConfig(config, { title: "C2DSR", rules });
  const { embeddingSize, heads } = config;
  if (embeddingSize % heads !== 0) {
    throw new RangeError(
      `Cannot train C2DSR with heads ${heads}: expected a divisor of ${embeddingSize}`,
    );
  }
}

export default c2dsr;
