/**
 * SASRec: self-attention over the items that a user had so far, trained at every position to tell
 * the next one.
 *
 * Kang & McAuley, "Self-attentive sequential recommendation", ICDM 2018 (arXiv 1808.09781).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import {
  checkConfig,
  NextItemModel,
  type NextItemTraining,
  sasrecEncoder,
  sasrecEncoderParameters,
  trainNextItem,
} from "@permafrost/bench/nn";

/** What SASRec can be told. */
export interface SasrecConfig extends NextItemTraining {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
}

// Values that are not the paper's were chosen on validation cases (README).
const defaults: SasrecConfig = {
  // Paper: 50. Small, so that a step takes about 30 ms on one core.
  embeddingSize: 32,
  // Paper: 50 for sparse data, 200 for MovieLens-1M. Half of the users of the built-in data have less.
  maximumLength: 20,
  // Paper, §IV-C.
  blocks: 2,
  // Paper, §IV-F: two heads were consistently a little worse than one.
  heads: 1,
  // Between the paper's 0.2 (MovieLens-1M) and 0.5 (sparse data).
  dropout: 0.4,
  // Paper: "bce", which learns more slowly (README). Klenitskiy & Vasilev, "Turning dross into gold
  // loss: is BERT4Rec really better than SASRec?" (RecSys 2023) found the softmax to be what matters.
  loss: "sampled-softmax",
  // Paper, §III-E.
  negatives: 1,
  // As good as all items of a domain of tundra-small (474), and 2,048 were worse on amazon5.
  sharedNegatives: 256,
  // Paper: the last, of 50 or 200 events. All windows of 20 hold about the same events (README).
  windows: "all",
  // Paper: 0.001, which needs three times the epochs on tundra-small.
  learningRate: 0.003,
  // Paper: 128. 64 gives twice the steps in the same time on a CPU.
  batchSize: 64,
  // Enough to beat a Markov chain on tundra-small in half a minute on one core.
  epochs: 25,
  // The first epochs learn popularity and gain nothing for a while: 4 stopped there on ml-100k.
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
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

const sasrec: Method<SasrecConfig> = {
  meta: {
    contract: 1,
    id: "sasrec",
    version: "1.0.0",
    title: "SASRec",
    citation:
      "Kang and McAuley, Self-attentive sequential recommendation, ICDM 2018, arXiv 1808.09781",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
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

/** @throws {RangeError} if SASRec cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: SasrecConfig, seed: number): NextItemModel {
  const { embeddingSize: size, maximumLength: length, blocks, heads } = config;
  checkConfig(config, { title: "SASRec", rules });
  if (size % heads !== 0) {
    throw new RangeError(
      `Cannot train SASRec with heads ${heads}: expected a divisor of ${size}`,
    );
  }
  return new NextItemModel(catalogue, {
    size,
    length,
    seed,
    encoder: (x, weights, options) => sasrecEncoder(x, weights, { blocks, heads, ...options }),
    parameters: sasrecEncoderParameters("encoder", { size, length, blocks, seed }),
  });
}

export default sasrec;
