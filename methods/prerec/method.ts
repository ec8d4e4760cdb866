/**
 * PreRec: a recommender that is pre-trained on several domains by their items' text and asked about a
 * new one. What is a domain's own (its users, its promotions) and what is popular at the time stand in
 * the score by themselves, so that neither goes into what text and history mean; for a new domain the
 * first is set to 0, and the second is taken from the domain's past.
 *
 * Lin et al., "Pre-trained recommender systems: a causal debiasing perspective", WSDM 2024 (doi
 * 10.1145/3616855.3635779).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import { checkPrerecConfig } from "./_check_prerec_config.ts";
import { PrerecModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { train } from "./_train.ts";

/** What PreRec can be told. */
export interface PrerecConfig {
  /** Numbers per item and user vector, B. */
  readonly embeddingSize: number;
  /** Positions of a sequence, the domain's token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** Share of numbers dropped while training. */
  readonly dropout: number;
  /** Popularity factors per item: norms of order 1 up to this one. */
  readonly popularityOrders: number;
  /** Biases that are left out: the domain's (D_k), popularity's (Z_j). Both gone: PreRec_n. */
  readonly without: readonly ("domain" | "popularity")[];
  /** Items of a domain that all its targets of a step are told from; all of them if there are fewer. */
  readonly negatives: number;
  /** λ_u of equation 7: precision of the users' offsets. */
  readonly userPrecision: number;
  /** λ_v: precision of the items' offsets. */
  readonly itemPrecision: number;
  /** λ_z: precision of the popularity offsets. */
  readonly popularityPrecision: number;
  /** λ_d: precision of the domain embeddings. */
  readonly domainPrecision: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Windows per step, the same number of every domain. */
  readonly batchSize: number;
  /** Passes over as many windows as there are, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
  /** Adam's learning rate when fine-tuning. */
  readonly adaptLearningRate: number;
  /** The same as `epochs` when fine-tuning. */
  readonly adaptEpochs: number;
}

const defaults: PrerecConfig = {
  // Paper: 256. As in sasrec, so that a step takes about 0.1 s on one core.
  embeddingSize: 32,
  // Released: 64 items. As in sasrec.
  maximumLength: 20,
  // Paper, supplement B: 2 layers of attention, the best of 1 … 12 heads is 1 in its code.
  blocks: 2,
  heads: 1,
  // Released.
  dropout: 0.1,
  // Paper, supplement C.
  popularityOrders: 4,
  without: [],
  // Paper, table 4.
  negatives: 255,
  // Paper, table 4, "item bias regularization": it names none for users and popularity.
  userPrecision: 100,
  itemPrecision: 100,
  popularityPrecision: 100,
  // Paper, table 4, "domain bias regularization".
  domainPrecision: 0.3,
  // Paper: 0.0003, for vectors of 256. As in sasrec.
  learningRate: 0.003,
  // Paper: 256 samples; a window holds up to 19 here.
  batchSize: 64,
  // Paper: 30 at most; released: 15. As in sasrec.
  epochs: 25,
  // Released: 3. As in sasrec.
  patience: 8,
  // Released: a third of the rate of pre-training.
  adaptLearningRate: 0.001,
  // Released.
  adaptEpochs: 24,
};

const prerec: Method<PrerecConfig> = {
  meta: {
    contract: 1,
    id: "prerec",
    version: "1.0.0",
    title: "PreRec",
    citation: "Lin et al., Pre-trained recommender systems: a causal debiasing perspective, " +
      "WSDM 2024, doi 10.1145/3616855.3635779",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    dropout: { min: 0, max: 0.6 },
    itemPrecision: { min: 1, max: 1000, log: true },
    domainPrecision: { min: 0.03, max: 300, log: true },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
    adaptLearningRate: { min: 1e-5, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    checkPrerecConfig(config);
    const { users, catalogue } = view, { seed } = context;
    const model = new PrerecModel(catalogue, config, { users, seed });
    const { learningRate, epochs } = config, scorer = scorerOf(model);
    await train(model, { view, context, scorer, phase: { name: "fit", learningRate, epochs } });
    return scorer;
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkPrerecConfig(config);
    return Promise.resolve(scorerOf(PrerecModel.of(weights, { catalogue, config, seed })));
  },
};

export default prerec;
