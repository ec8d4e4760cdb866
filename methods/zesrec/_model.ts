import type { Catalogue } from "@permafrost/bench/method";
import {
  checkConfig,
  gru4recEncoder,
  gru4recEncoderParameters,
  linear,
  linearParameters,
  TextItemModel,
} from "@permafrost/bench/nn";
import type { ZesrecConfig } from "./method.ts";

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  layers: "count",
  dropout: "share",
  loss: ["sampled-softmax", "full-softmax"],
  sharedNegatives: "count",
  itemPrecision: "weight",
  userPrecision: "weight",
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
  adaptLearningRate: "positive",
  adaptEpochs: "count",
} as const;

/**
 * The model before training: f_e (equation 3) is `linear` over the frozen text, f_seq (§3.4) a GRU over
 * the items' v, v_j = m_j + ε_j.
 *
 * @param options `events`: training events, each with a ξ of its own
 * @throws {RangeError} if ZESRec cannot be trained with the config
 * @throws {TypeError} if the catalogue has no text
 */
export function zesrecModel(
  catalogue: Catalogue,
  config: ZesrecConfig,
  { events, seed }: { events: number; seed: number },
): TextItemModel {
  const { embeddingSize: size, maximumLength: length, layers } = config;
  checkConfig(config, { title: "ZESRec", rules });
  return new TextItemModel(catalogue, {
    ...{ title: "ZESRec", size, length, events },
    offsets: true,
    network: linear,
    // Padded on the right: no state that counts needs to know where padding is.
    encoder: (x, weights, { present: _, ...options }) =>
      gru4recEncoder(x, weights, { layers, ...options }),
    parameters: {
      ...linearParameters("text", { inputs: catalogue.itemTextSize, outputs: size, seed }),
      ...gru4recEncoderParameters("encoder", { size, layers, seed }),
    },
  });
}
