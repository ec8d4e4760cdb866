/**
 * AMID: users share interests across domains with those whose sequences are near theirs (MIM), and a
 * doubly robust estimator (DRE) makes up for which users and items were ever observed.
 *
 * Xu et al., "Rethinking cross-domain sequential recommendation under open-world assumptions", WWW
 * 2024.
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import type { Backbone } from "@permafrost/bench/nn";
import { checkAmidConfig } from "./_check_amid_config.ts";
import { AmidModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { train } from "./_train.ts";

/** What AMID can be told. */
export interface AmidConfig {
  /** The encoder of a domain's sequences. */
  readonly backbone: Backbone;
  /** Whether domains share interests (MIM); without it a domain has its backbone alone. */
  readonly multiInterest: boolean;
  /** What is minimised in the second phase; with "none" there is neither that phase, nor ê, nor p̂. */
  readonly estimator: "doubly-robust" | "ips" | "naive" | "none";
  /** How wrong a prediction is, e. */
  readonly error: "squared" | "absolute" | "cross-entropy";
  /** Numbers per item vector and state, d. */
  readonly embeddingSize: number;
  /** Numbers between the layers of the prediction, imputation and propensity networks. */
  readonly hiddenSize: number;
  /** Positions per domain, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of SASRec or BERT4Rec, layers of GRU4Rec. */
  readonly blocks: number;
  /** Attention heads of SASRec, BERT4Rec or SURGE. */
  readonly heads: number;
  /** Share of numbers dropped in the encoders while training. */
  readonly dropout: number;
  /** Reference users per domain, N. */
  readonly groupSize: number;
  /** How many of them a step looks at, drawn anew for each; scores look at all. */
  readonly slotsPerStep: number;
  /** Cosine from which on two users are in one group, k. */
  readonly threshold: number;
  /** Sampled negatives per positive in O. */
  readonly negatives: number;
  /** Weight of the imputation's loss. */
  readonly lambda1: number;
  /** Weight of ‖θ‖² in the first phase. */
  readonly lambda2: number;
  /** Weight of ‖φ‖², of the imputation network. */
  readonly lambda3: number;
  /** Weight of ‖ψ‖², of the propensity network. */
  readonly lambda4: number;
  /** Weight of ‖θ‖² in the second phase. */
  readonly lambda5: number;
  /** The least that p̂ can be as a weight. */
  readonly minimumPropensity: number;
  /** Steps of the second phase per step of the first, Q′ / Q. */
  readonly debiasShare: number;
  /** Adam's learning rate in the first phase, η. */
  readonly learningRate: number;
  /** That in the second phase over that in the first, η′ / η. */
  readonly debiasRate: number;
  /** Events per step, all of one domain. */
  readonly batchSize: number;
  /** Passes over the events, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

// "Released" is the authors' code (README); where nothing is said, as in this suite's sasrec.
const defaults: AmidConfig = {
  // Tables 1 and 2: with SASRec AMID is best on most tasks.
  backbone: "sasrec",
  multiInterest: true,
  estimator: "doubly-robust",
  // §4.3, for MSE. Released: binary cross-entropy.
  error: "squared",
  // Released: 128. Small, so that a step takes about 0.1 s on one core.
  embeddingSize: 32,
  // Released: 32, with which a cycle of items is learned less surely (README).
  hiddenSize: 64,
  // Released, for MYbank.
  maximumLength: 20,
  blocks: 2,
  heads: 1,
  dropout: 0.2,
  // The paper does not say. Released: the users of a batch, 256.
  groupSize: 128,
  // A step then costs less than three times its backbone's (README).
  slotsPerStep: 16,
  // Released: 0.5, of a softmax; here of a cosine.
  threshold: 0.5,
  // Released: 1, drawn anew in every epoch; these are drawn once.
  negatives: 4,
  // Released script.
  lambda1: 0.01,
  // The paper does not say. Released: no norms.
  lambda2: 0,
  lambda3: 0,
  lambda4: 0,
  lambda5: 0,
  // The paper does not clip: a pair then weighs 20 at most.
  minimumPropensity: 0.05,
  // Half of the time. Released: as many epochs of either.
  debiasShare: 0.5,
  learningRate: 0.003,
  // Released: 0.01, in as many steps as the first phase takes (README).
  debiasRate: 0.1,
  batchSize: 128,
  epochs: 40,
  patience: 8,
};

const amid: Method<AmidConfig> = {
  meta: {
    contract: 1,
    id: "amid",
    version: "1.0.0",
    title: "AMID",
    citation:
      "Xu et al., Rethinking cross-domain sequential recommendation under open-world assumptions, WWW 2024",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
    logits: true,
  },
  defaults,
  space: {
    backbone: ["sasrec", "gru4rec", "bert4rec", "surge"],
    embeddingSize: [16, 32, 64],
    groupSize: [32, 64, 128],
    threshold: { min: 0, max: 0.9 },
    lambda1: { min: 0.01, max: 1, log: true },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
    debiasRate: { min: 0.01, max: 1, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    checkAmidConfig(config);
    const model = new AmidModel(view.catalogue, config, context.seed);
    await train(model, view, context);
    return scorerOf(model);
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkAmidConfig(config);
    const model = new AmidModel(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(scorerOf(model));
  },
};

export default amid;
