/**
 * SyNCRec: one transformer mixture that learns to tell the next item of merged sequences and of every
 * domain's own, and trusts a domain's merged loss less, the more the other domains harm it.
 *
 * Park et al., "Pacer and runner: cooperative learning framework between single- and cross-domain
 * sequential recommendation", SIGIR 2024 (arXiv 2407.11245).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import { syncrecModel } from "./_model.ts";
import { train } from "./_train.ts";

/** What SyNCRec can be told. */
export interface SyncrecConfig {
  /** The paper's, or the released code's, which has one expert and one tower for all tasks (README). */
  readonly variant: "paper" | "released";
  /** Numbers per item vector and state, r in the paper. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start token included, T in the paper. */
  readonly maximumLength: number;
  /** Transformer experts, K in the paper. */
  readonly experts: number;
  /** How many of them the cross-domain task teaches, j in the paper; the single-domain tasks teach the others. */
  readonly crossExperts: number;
  /** Blocks of an expert. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** What a gate reads: what stands at a position, or the whole sequence, as in the paper (README). */
  readonly gate: "causal" | "sequence";
  /** Share of numbers dropped while training. */
  readonly dropout: number;
  /** What is compared: products, or σ of products, as equation 8 has it (README). */
  readonly loss: "bpr" | "probability-bpr";
  /** Negatives per positive. */
  readonly negatives: number;
  /** δ of the softmax that makes domain weights of transfer gaps. */
  readonly temperature: number;
  /** η: weight of the prediction losses; the rest is that of mutual information. */
  readonly harmony: number;
  /** What is left out: loss correction, mutual information, the experts' stop-gradients (table 5). */
  readonly without: readonly ("lc_ntg" | "sc_mim" | "acmoe")[];
  /** Windows of a user's sequence that are trained on: the last one, or all. */
  readonly windows: "last" | "all";
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Windows per step. */
  readonly batchSize: number;
  /** Passes over the windows, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

const defaults: SyncrecConfig = {
  variant: "paper",
  // Paper: 128; on Amazon 16 did best (§5.6).
  embeddingSize: 32,
  // Paper: 128. Half of the users of the built-in data have less.
  maximumLength: 20,
  // Paper: 4 on Amazon, of which 0.2 · 4 would be none; 5 with 3 did best (§5.6).
  experts: 5,
  crossExperts: 3,
  // Paper, §5.2.3.
  blocks: 2,
  // Paper, §5.2.3: "two single-head attention blocks".
  heads: 1,
  // Paper: "sequence", which reads later positions.
  gate: "causal",
  // The paper does not say. Released: 0.5.
  dropout: 0.2,
  // BPR, which equation 8 cites. With its σ inside, "probability-bpr", it hardly learns (README).
  loss: "bpr",
  // Equation 8.
  negatives: 1,
  // The paper does not say. Released: 1.
  temperature: 1,
  // The paper does not say. Released: no weights, and so equal ones.
  harmony: 0.5,
  without: [],
  // Paper: the last T. All windows of 20 hold about the same events.
  windows: "all",
  // As in sasrec. Released: 0.001.
  learningRate: 0.003,
  // Paper: 128.
  batchSize: 64,
  // As in sasrec.
  epochs: 25,
  patience: 8,
};

const syncrec: Method<SyncrecConfig> = {
  meta: {
    contract: 1,
    id: "syncrec",
    version: "1.0.0",
    title: "SyNCRec",
    citation:
      "Park et al., Pacer and runner: cooperative learning framework between single- and cross-domain sequential recommendation, SIGIR 2024, arXiv 2407.11245",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    crossExperts: [1, 2, 3, 4],
    dropout: { min: 0, max: 0.6 },
    temperature: { min: 0.1, max: 10, log: true },
    harmony: { min: 0.1, max: 1 },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    const model = syncrecModel(view.catalogue, config, context.seed);
    await train(model, { view, config, context });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = syncrecModel(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

export default syncrec;
