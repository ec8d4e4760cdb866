/**
 * BIAO: a base model of two domains is trained on both, each behaviour of the source weighing as much
 * as a perceptron says, which learns from the target what is good for it.
 *
 * Chen et al., "Cross-domain recommendation with behavioral importance perception", WWW 2023 (doi
 * 10.1145/3543507.3583494).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import type { Base } from "./_bases.ts";
import { BiaoModel } from "./_model.ts";
import type { PerceptronParts } from "./_perceptron.ts";
import { train } from "./_train.ts";

/** What BIAO can be told. */
export interface BiaoConfig extends PerceptronParts {
  /** The network that it is put around. */
  readonly base: Base;
  /** Share of the target behaviours that φ is learned from and θ never sees; 0: all are for both. */
  readonly heldOut: number;
  /** Whose source behaviours an upper step weighs: the development batch's users', or anybody's. */
  readonly upperSource: "users" | "drawn";
  /** Target behaviours per upper step. */
  readonly upperBatchSize: number;
  /** Lower steps between two upper ones. */
  readonly interval: number;
  /** Terms of the Neumann series behind the first, K. */
  readonly terms: number;
  /** Step of the Neumann series, α, at most. */
  readonly step: number;
  /** What φ goes down by. */
  readonly upperOptimiser: "adam" | "sgd";
  /** Its learning rate, η₂. */
  readonly upperLearningRate: number;
  /** Events per domain that the perceptron looks at, N. */
  readonly historyLength: number;
  /** Numbers per user vector, per item's own vector and per category's. */
  readonly embeddingSize: number;
  /** Adam's learning rate for θ, η₁. */
  readonly learningRate: number;
  /** Weight of the squares of the vectors of users, items and categories that a step reads. */
  readonly regularisation: number;
  /** Target behaviours per step, and as many source behaviours. */
  readonly batchSize: number;
  /** Passes over the target behaviours, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

// "Released" is the authors' code (README); where nothing is said, as in this suite's conet.
const defaults: BiaoConfig = {
  // The only one released.
  base: "conet",
  // Tables 1 and 2.
  without: "none",
  // The paper does not say. Of each behaviour by itself; released: "batch-softmax".
  normalisation: "sigmoid",
  // Table 3: reordered and reused.
  heldOut: 0,
  // Released: each target behaviour has a source behaviour of its user beside it. Paper: a batch.
  upperSource: "users",
  // Released: as in a lower step.
  upperBatchSize: 128,
  // Released; paper: searched among 20, 100, 500.
  interval: 100,
  // Paper, released.
  terms: 3,
  // Paper. Shorter where the series would not converge (README).
  step: 1,
  // Paper, released: "sgd", which with gradients of means leaves φ where it is (README).
  upperOptimiser: "adam",
  // Paper, released.
  upperLearningRate: 0.01,
  // Paper: 50 for CoNet, 20 for MiNet; a lower step would cost twice as much with 50.
  historyLength: 20,
  embeddingSize: 10,
  learningRate: 0.01,
  // No paper names one.
  regularisation: 0,
  batchSize: 128,
  epochs: 20,
  patience: 5,
};

const biao: Method<BiaoConfig> = {
  meta: {
    contract: 1,
    id: "biao",
    version: "1.0.0",
    title: "BIAO",
    citation:
      "Chen et al., Cross-domain recommendation with behavioral importance perception, WWW 2023, " +
      "doi 10.1145/3543507.3583494",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
    singleDomain: "conet_s",
  },
  defaults,
  space: {
    interval: [20, 100, 500],
    upperLearningRate: { min: 1e-3, max: 1e-1, log: true },
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },

  async fit(view, config, context): Promise<Scorer> {
    const model = BiaoModel.of(view, config, context.seed);
    await train(model, view, context);
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    return Promise.resolve(BiaoModel.restored(weights, { catalogue, config, seed }).scorer());
  },
};

export default biao;
