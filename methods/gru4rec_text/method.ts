/**
 * GRU4Rec on text: gated recurrent units over what the items' texts say, trained at every position to
 * tell the next item. An item is a linear layer over its frozen text vector and nothing of its own.
 *
 * The encoder: Hidasi et al., "Session-based recommendations with recurrent neural networks", ICLR 2016
 * (arXiv 1511.06939). On text: Lin et al., "Pre-trained recommender systems: a causal debiasing
 * perspective", WSDM 2024 (doi 10.1145/3616855.3635779), appendix B, the row GRU4Rec of table 2.
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  gru4recEncoder,
  gru4recEncoderParameters,
  linear,
  linearParameters,
  TextItemModel,
  type TextItemTraining,
  trainTextItems,
} from "@permafrost/bench/nn";

/** What GRU4Rec on text can be told. */
export interface Gru4recTextConfig
  extends Omit<TextItemTraining, "itemPrecision" | "statePrecision"> {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start vector included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Layers of gated recurrent units. */
  readonly layers: number;
}

// All as in gru4rec, so that the two differ by what an item is alone; its README has the sources.
const defaults: Gru4recTextConfig = {
  // PreRec, appendix B: 256. Small, so that a step takes about 20 ms on one core.
  embeddingSize: 32,
  // As in gru4rec.
  maximumLength: 20,
  // ICLR 2016, §4: a single layer did best. PreRec, appendix B: 2.
  layers: 1,
  // Hidasi & Karatzoglou (CIKM 2018), table 1: 0 to 0.5 by data set.
  dropout: 0.2,
  // As in gru4rec. PreRec, equation 5: a softmax over the domain's items.
  loss: "sampled-softmax",
  // As in gru4rec. PreRec, table 4: 255 per positive.
  sharedNegatives: 256,
  // As in gru4rec.
  windows: "all",
  // As in gru4rec. PreRec, appendix B: 0.0003, for vectors of 256.
  learningRate: 0.003,
  // As in gru4rec.
  batchSize: 64,
  // As in gru4rec.
  epochs: 60,
  // As in gru4rec.
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  layers: "count",
  dropout: "share",
  loss: ["sampled-softmax", "full-softmax"],
  sharedNegatives: "count",
  windows: ["last", "all"],
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const gru4recText: Method<Gru4recTextConfig> = {
  meta: {
    contract: 1,
    id: "gru4rec_text",
    version: "1.0.0",
    title: "GRU4Rec on text",
    citation: "Hidasi, Karatzoglou, Baltrunas and Tikk, Session-based recommendations with " +
      "recurrent neural networks, ICLR 2016, arXiv 1511.06939; on text: Lin et al. (PreRec), " +
      "WSDM 2024, appendix B",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    layers: [1, 2],
    dropout: { min: 0, max: 0.6 },
    loss: ["sampled-softmax", "full-softmax"],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, context.seed);
    await trainTextItems(model, { train, config, context });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/**
 * @throws {RangeError} if GRU4Rec cannot be trained with the config
 * @throws {TypeError} if the catalogue has no text
 */
function modelOf(catalogue: Catalogue, config: Gru4recTextConfig, seed: number): TextItemModel {
  const { embeddingSize: size, maximumLength: length, layers } = config;
  const title = "GRU4Rec on text", inputs = catalogue.itemTextSize;
  checkConfig(config, { title, rules });
  return new TextItemModel(catalogue, {
    ...{ title, size, length },
    network: linear,
    // Padded on the right: no state that counts needs to know where padding is.
    encoder: (x, weights, { present: _, ...options }) =>
      gru4recEncoder(x, weights, { layers, ...options }),
    parameters: {
      ...linearParameters("text", { inputs, outputs: size, seed }),
      ...gru4recEncoderParameters("encoder", { size, layers, seed }),
    },
  });
}

export default gru4recText;
