/**
 * ZESRec: a recommender that is trained in one place and asked about another one, where it knows nobody
 * and nothing: items are what their text says, users what a GRU makes of the items that they had. Items,
 * and users at every step, may differ from that by an offset while it is trained; for a target the
 * offsets are dropped.
 *
 * Ding et al., "Zero-shot recommender systems", 2021 (arXiv 2105.08318), its variant with a GRU.
 *
 * @module
 */
import type { Method, Scorer } from "@permafrost/bench/method";
import type { TextItemTraining } from "@permafrost/bench/nn";
import { zesrecModel } from "./_model.ts";
import { scorerOf, train } from "./_scorer.ts";

/** What ZESRec can be told. */
export interface ZesrecConfig extends Omit<TextItemTraining, "statePrecision" | "windows"> {
  /** Numbers per item and user vector, D. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start vector included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Layers of gated recurrent units. */
  readonly layers: number;
  /** λ_v of equation 1: precision of the items' offsets ε. */
  readonly itemPrecision: number;
  /** λ_u: precision of the users' offsets ξ, one per step. */
  readonly userPrecision: number;
  /** Adam's learning rate when fine-tuning. */
  readonly adaptLearningRate: number;
  /** The same as `epochs` when fine-tuning. */
  readonly adaptEpochs: number;
}

// The paper's appendix, with its values, was not at hand (README): those of PreRec for its baselines.
const defaults: ZesrecConfig = {
  // PreRec, appendix B: 256 for all methods. As in gru4rec, so that a step takes about 0.05 s.
  embeddingSize: 32,
  // As in gru4rec.
  maximumLength: 20,
  // PreRec, appendix B: 2 for the models with a GRU.
  layers: 2,
  // As in gru4rec.
  dropout: 0.2,
  // Paper, equation 1: over all items. A sample, so that a step's time does not grow with them.
  loss: "sampled-softmax",
  // As in gru4rec.
  sharedNegatives: 256,
  // PreRec, table 4, for its own offsets of items.
  itemPrecision: 100,
  // Nobody names one: that of the items.
  userPrecision: 100,
  // As in gru4rec. PreRec, appendix B: 0.0003, for vectors of 256.
  learningRate: 0.003,
  // As in gru4rec.
  batchSize: 64,
  // As in gru4rec.
  epochs: 60,
  // As in gru4rec.
  patience: 8,
  // As in prerec: a third of that of pre-training.
  adaptLearningRate: 0.001,
  // As in prerec.
  adaptEpochs: 24,
};

const zesrec: Method<ZesrecConfig> = {
  meta: {
    contract: 1,
    id: "zesrec",
    version: "1.0.0",
    title: "ZESRec",
    citation: "Ding, Ma, Deoras, Wang and Wang, Zero-shot recommender systems, 2021, " +
      "arXiv 2105.08318",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    layers: [1, 2],
    dropout: { min: 0, max: 0.6 },
    itemPrecision: { min: 1, max: 1000, log: true },
    userPrecision: { min: 1, max: 1000, log: true },
    learningRate: { min: 1e-4, max: 1e-2, log: true },
    adaptLearningRate: { min: 1e-5, max: 1e-2, log: true },
  },

  async fit(view, config, context): Promise<Scorer> {
    const { catalogue, events: { item } } = view, { seed } = context;
    const model = zesrecModel(catalogue, config, { events: item.length, seed });
    await train(model, { view, config, context, phase: "fit" });
    return scorerOf(model, config);
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = zesrecModel(catalogue, config, { events: 0, seed });
    model.restore(weights);
    return Promise.resolve(scorerOf(model, config));
  },
};

export default zesrec;
