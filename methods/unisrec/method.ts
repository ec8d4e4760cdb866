/**
 * UniSRec: sequence representations that are learned from the text of items of several domains, and
 * carried to another one by an adaptor of few weights.
 *
 * Hou et al., "Towards universal sequence representation learning for recommender systems", KDD 2022
 * (arXiv 2206.05941).
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import { checkUnisrecConfig } from "./_check_unisrec_config.ts";
import { UnisrecModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { train } from "./_train.ts";

/** What UniSRec can be told. */
export interface UnisrecConfig {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Whitening experts of the adaptor, G. */
  readonly experts: number;
  /** Positions that a state can see, the start vector's included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** Share of numbers dropped in the encoder while training. */
  readonly dropout: number;
  /** Share of the text's numbers that each expert drops while training. */
  readonly adaptorDropout: number;
  /** τ: what cosines are divided by. */
  readonly temperature: number;
  /** λ: weight of the sequence–sequence loss; with 0 it is not computed. */
  readonly sequenceWeight: number;
  /** Share of a sequence's items that its augmentation lacks. */
  readonly itemDrop: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Windows per step, of any domains: their targets are each other's negatives. */
  readonly batchSize: number;
  /** Passes over the windows, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
  /** What fine-tuning may learn: the adaptor, or vectors of the target's items, too. */
  readonly setting: "inductive" | "transductive";
  /** Items of the domain that a step of fine-tuning tells its targets from; all if there are fewer. */
  readonly candidates: number;
  /** Adam's learning rate when fine-tuning. */
  readonly adaptLearningRate: number;
  /** The same as `epochs` when fine-tuning. */
  readonly adaptEpochs: number;
}

const defaults: UnisrecConfig = {
  // Released: 300. As in sasrec, so that a step takes about 0.1 s on one core.
  embeddingSize: 32,
  // Released.
  experts: 8,
  // Released: 50 items. As in sasrec.
  maximumLength: 20,
  // Released.
  blocks: 2,
  heads: 2,
  // Released: 0.5, of 300 numbers. As in prerec.
  dropout: 0.1,
  // Released.
  adaptorDropout: 0.2,
  // Released.
  temperature: 0.07,
  // Released.
  sequenceWeight: 0.001,
  // Released.
  itemDrop: 0.2,
  // Released: 0.001, for vectors of 300. As in sasrec.
  learningRate: 0.003,
  // Released: 8,192 prefixes. 64 windows hold up to 1,280.
  batchSize: 64,
  // Released: 300. As in sasrec.
  epochs: 25,
  // Released: pre-training does not stop early, fine-tuning after 10. As in sasrec.
  patience: 8,
  // The one of the two that the text alone is enough for, as PreRec's authors fine-tune it.
  setting: "inductive",
  // Paper: all items. More cost more than 0.1 s: the adaptor is computed for each in every step.
  candidates: 1024,
  // As in prerec: a third of the rate of pre-training.
  adaptLearningRate: 0.001,
  // As in prerec.
  adaptEpochs: 24,
};

const unisrec: Method<UnisrecConfig> = {
  meta: {
    contract: 1,
    id: "unisrec",
    version: "1.0.0",
    title: "UniSRec",
    citation: "Hou et al., Towards universal sequence representation learning for recommender " +
      "systems, KDD 2022, arXiv 2206.05941",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    experts: [1, 4, 8],
    maximumLength: [20, 50],
    dropout: { min: 0, max: 0.6 },
    adaptorDropout: { min: 0, max: 0.6 },
    temperature: { min: 0.03, max: 0.3, log: true },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
    setting: ["inductive", "transductive"],
    adaptLearningRate: { min: 1e-5, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    checkUnisrecConfig(config);
    const model = new UnisrecModel(view.catalogue, config, context), scorer = scorerOf(model);
    await train(model, { view, context, scorer, phase: "fit" });
    return scorer;
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    checkUnisrecConfig(config);
    return Promise.resolve(scorerOf(UnisrecModel.of(weights, { catalogue, config, seed })));
  },
};

export default unisrec;
