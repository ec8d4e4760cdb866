/**
 * SASRec on text: self-attention over what the items' texts say, trained at every position to tell the
 * next item. An item is a linear layer over its frozen text vector and nothing of its own.
 *
 * The encoder: Kang & McAuley, "Self-attentive sequential recommendation", ICDM 2018 (arXiv
 * 1808.09781). On text: Lin et al., "Pre-trained recommender systems: a causal debiasing perspective",
 * WSDM 2024 (doi 10.1145/3616855.3635779), appendix B, the row SASRec of table 2.
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  linear,
  linearParameters,
  sasrecEncoder,
  sasrecEncoderParameters,
  TextItemModel,
  type TextItemTraining,
  trainTextItems,
} from "@permafrost/bench/nn";

/** What SASRec on text can be told. */
export interface SasrecTextConfig
  extends Omit<TextItemTraining, "itemPrecision" | "statePrecision"> {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start vector included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
}

// All as in sasrec, so that the two differ by what an item is alone; its README has the sources.
const defaults: SasrecTextConfig = {
  // PreRec, appendix B: 256. Small, so that a step takes about 30 ms on one core.
  embeddingSize: 32,
  // As in sasrec: half of the users of the built-in data have less.
  maximumLength: 20,
  // ICDM 2018, §IV-C.
  blocks: 2,
  // ICDM 2018, §IV-F.
  heads: 1,
  // Between ICDM 2018's 0.2 and 0.5.
  dropout: 0.4,
  // As in sasrec. PreRec, equation 5: a softmax over the domain's items.
  loss: "sampled-softmax",
  // As in sasrec. PreRec, table 4: 255 per positive.
  sharedNegatives: 256,
  // As in sasrec.
  windows: "all",
  // As in sasrec. PreRec, appendix B: 0.0003, for vectors of 256.
  learningRate: 0.003,
  // As in sasrec.
  batchSize: 64,
  // As in sasrec.
  epochs: 25,
  // As in sasrec.
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  loss: ["sampled-softmax", "full-softmax"],
  sharedNegatives: "count",
  windows: ["last", "all"],
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const sasrecText: Method<SasrecTextConfig> = {
  meta: {
    contract: 1,
    id: "sasrec_text",
    version: "1.0.0",
    title: "SASRec on text",
    citation: "Kang and McAuley, Self-attentive sequential recommendation, ICDM 2018, arXiv " +
      "1808.09781; on text: Lin et al. (PreRec), WSDM 2024, appendix B",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
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
 * @throws {RangeError} if SASRec cannot be trained with the config
 * @throws {TypeError} if the catalogue has no text
 */
function modelOf(catalogue: Catalogue, config: SasrecTextConfig, seed: number): TextItemModel {
  const { embeddingSize: size, maximumLength: length, blocks, heads } = config;
  const title = "SASRec on text", inputs = catalogue.itemTextSize;
  checkConfig(config, { title, rules });
  if (size % heads !== 0) {
    throw new RangeError(
      `Cannot train ${title} with heads ${heads}: expected a divisor of ${size}`,
    );
  }
  return new TextItemModel(catalogue, {
    ...{ title, size, length },
    network: linear,
    encoder: (x, weights, options) => sasrecEncoder(x, weights, { blocks, heads, ...options }),
    parameters: {
      ...linearParameters("text", { inputs, outputs: size, seed }),
      ...sasrecEncoderParameters("encoder", { size, length, blocks, seed }),
    },
  });
}

export default sasrecText;
