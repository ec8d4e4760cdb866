/**
 * GRU4Rec: gated recurrent units over the items that a user had so far, trained at every position to
 * tell the next one.
 *
 * Hidasi et al., "Session-based recommendations with recurrent neural networks", ICLR 2016 (arXiv
 * 1511.06939); Hidasi & Karatzoglou, "Recurrent neural networks with top-k gains for session-based
 * recommendations", CIKM 2018 (arXiv 1706.03847).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  gru4recEncoder,
  gru4recEncoderParameters,
  NextItemModel,
  type NextItemTraining,
  trainNextItem,
} from "@permafrost/bench/nn";

/** What GRU4Rec can be told. */
export interface Gru4recConfig extends NextItemTraining {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Layers of gated recurrent units. */
  readonly layers: number;
}

// Where nothing else is said, as in sasrec, so that the two differ by their encoder alone.
const defaults: Gru4recConfig = {
  // ICLR 2016: states of 100 or 1,000. Small, so that a step takes about 20 ms on one core.
  embeddingSize: 32,
  // The paper's sessions are short and whole.
  maximumLength: 20,
  // ICLR 2016, §4: a single layer did best.
  layers: 1,
  // CIKM 2018, table 1: 0 to 0.5 by data set.
  dropout: 0.2,
  // CIKM 2018, §3.1.1: cross-entropy among the target and sampled items, which all of a batch share.
  loss: "sampled-softmax",
  negatives: 1,
  // CIKM 2018, §3.1: 2,048 besides those of the batch. As in sasrec.
  sharedNegatives: 256,
  windows: "all",
  // As in sasrec. ICLR 2016: 0.01 to 0.1 by Adagrad.
  learningRate: 0.003,
  batchSize: 64,
  // 25, as in sasrec, are too few for it.
  epochs: 60,
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  layers: "count",
  dropout: "share",
  loss: ["bce", "sampled-softmax", "full-softmax"],
  negatives: "count",
  sharedNegatives: "count",
  windows: ["last", "all"],
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const gru4rec: Method<Gru4recConfig> = {
  meta: {
    contract: 1,
    id: "gru4rec",
    version: "1.0.0",
    title: "GRU4Rec",
    citation:
      "Hidasi, Karatzoglou, Baltrunas and Tikk, Session-based recommendations with recurrent neural networks, ICLR 2016, arXiv 1511.06939",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    layers: [1, 2],
    dropout: { min: 0, max: 0.6 },
    loss: ["bce", "sampled-softmax", "full-softmax"],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, context.seed);
    await trainNextItem(model, { train, config, context });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/** @throws {RangeError} if GRU4Rec cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: Gru4recConfig, seed: number): NextItemModel {
  const { embeddingSize: size, maximumLength: length, layers } = config;
  checkConfig(config, { title: "GRU4Rec", rules });
  return new NextItemModel(catalogue, {
    size,
    length,
    seed,
    // Padded on the right: no state that counts needs to know where padding is.
    encoder: (x, weights, { present: _, ...options }) =>
      gru4recEncoder(x, weights, { layers, ...options }),
    parameters: gru4recEncoderParameters("encoder", { size, layers, seed }),
  });
}

export default gru4rec;
