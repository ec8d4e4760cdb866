/**
 * CGRec: one transformer over the items that a user had in any domain, whose loss is weighed by
 * domain: a domain whose events harm the predictions weighs less. How much they do is its Shapley
 * value in the game whose coalitions are the domains that can be seen. Above the items, states tell
 * the domain of the next one.
 *
 * Park et al., "Cracking the code of negative transfer: a cooperative game theoretic approach for
 * cross-domain sequential recommendation", CIKM 2023 (arXiv 2311.13188).
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import { checkConfig, type NextItemTraining, trainSequences } from "@permafrost/bench/nn";
import { CgrecModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";

/** Each domain doubles the passes of a step: of 8 domains there are 256. */
const MAXIMUM_DOMAINS = 8;

/** What CGRec can be told. */
export interface CgrecConfig extends NextItemTraining {
  /** Numbers per vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Blocks of self-attention and point-wise network. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
  /** Whether states tell the next item's domain, too. */
  readonly hierarchical: boolean;
  /** δ: the greater, the more alike the domains' weights. */
  readonly temperature: number;
}

// "Code" is the released code. Where nothing else is said, as in sasrec.
const defaults: CgrecConfig = {
  // Code: 128. Small, so that a step on two domains takes about 0.1 s on one core.
  embeddingSize: 32,
  // Code: 50.
  maximumLength: 20,
  // Code.
  blocks: 2,
  // Code.
  heads: 2,
  // Code: 0.5, of states of 128.
  dropout: 0.2,
  // Code, and the paper's model.
  hierarchical: true,
  // Code: 0.05, with which λ would carry itself away (README).
  temperature: 1,
  // As in sasrec, so that rows differ by their methods alone. Code: "bce".
  loss: "sampled-softmax",
  // Code.
  negatives: 1,
  sharedNegatives: 256,
  // Code: the last.
  windows: "all",
  // Code: 0.001.
  learningRate: 0.003,
  // Code: 128.
  batchSize: 64,
  // Code: 20.
  epochs: 25,
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  blocks: "count",
  heads: "count",
  dropout: "share",
  hierarchical: "flag",
  temperature: "positive",
  loss: ["bce", "sampled-softmax", "full-softmax"],
  negatives: "count",
  sharedNegatives: "count",
  windows: ["last", "all"],
  learningRate: "positive",
  batchSize: "count",
  epochs: "count",
  patience: "count",
} as const;

const cgrec: Method<CgrecConfig> = {
  meta: {
    contract: 1,
    id: "cgrec",
    version: "1.0.0",
    title: "CGRec",
    citation:
      "Park et al., Cracking the code of negative transfer: a cooperative game theoretic approach for cross-domain sequential recommendation, CIKM 2023, arXiv 2311.13188",
    variant: "paper",
    domains: { min: 1, max: MAXIMUM_DOMAINS },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    dropout: { min: 0, max: 0.6 },
    hierarchical: [true, false],
    temperature: [0.5, 1, 2],
    loss: ["bce", "sampled-softmax", "full-softmax"],
    learningRate: { min: 1e-4, max: 1e-2, log: true },
  },

  async fit(train, config, context): Promise<Scorer> {
    const model = modelOf(train.catalogue, config, context.seed);
    await trainSequences(model, {
      ...{ train, config, context },
      step: (batch, sampler) => trainingStep(model, batch, sampler),
    });
    return model.scorer();
  },

  load(weights, catalogue, config, { seed }): Promise<Scorer> {
    const model = modelOf(catalogue, config, seed);
    model.restore(weights);
    return Promise.resolve(model.scorer());
  },
};

/** @throws {RangeError} if CGRec cannot be trained with the config, or on so many domains */
function modelOf(catalogue: Catalogue, config: CgrecConfig, seed: number): CgrecModel {
  checkConfig(config, { title: "CGRec", rules });
  const { embeddingSize, heads } = config, domains = catalogue.domains.length;
  if (embeddingSize % heads !== 0) {
    throw new RangeError(
      `Cannot train CGRec with heads ${heads}: expected a divisor of ${embeddingSize}`,
    );
  }
  if (domains > MAXIMUM_DOMAINS) {
    throw new RangeError(
      `Cannot train CGRec on ${domains} domains: ${
        2 ** domains
      } passes a step, expected at most ${MAXIMUM_DOMAINS} domains`,
    );
  }
  return new CgrecModel(catalogue, config, seed);
}

export default cgrec;
