/**
 * MMoE: experts that all domains share, each a transformer over the items that a user had so far in
 * any domain, and per domain a gate that mixes what they say and a tower behind it, trained at every
 * position to tell the next item in its domain.
 *
 * Ma et al., "Modeling task relationships in multi-task learning with multi-gate mixture-of-experts",
 * KDD 2018; Qin et al., "Multitask mixture of sequential experts for user activity streams", KDD 2020,
 * whose experts read sequences.
 *
 * @module
 */
import type { Catalogue, Method, Scorer } from "@permafrost/bench/method";
import { checkConfig, type NextItemTraining, trainSequences } from "@permafrost/bench/nn";
import { MmoeModel } from "./_model.ts";
import { trainingStep } from "./_training_step.ts";

/** What MMoE can be told. */
export interface MmoeConfig extends NextItemTraining {
  /** Numbers per item vector and state. */
  readonly embeddingSize: number;
  /** Positions that a state can see, the start token included; a longer history is cut to its end. */
  readonly maximumLength: number;
  /** Experts, which all domains share. */
  readonly experts: number;
  /** Transformer blocks per expert. */
  readonly blocks: number;
  /** Attention heads per block. */
  readonly heads: number;
}

// Where nothing else is said, as in sasrec. Neither paper recommends items: what they leave open is as
// in SyNCRec (Park et al., SIGIR 2024), whose tables it stands in.
const defaults: MmoeConfig = {
  // SyNCRec: 128. Small, so that a step takes about 0.1 s on one core.
  embeddingSize: 32,
  // SyNCRec: 128.
  maximumLength: 20,
  // SyNCRec, §5.2.3: 4 on Amazon, 5 on Telco. KDD 2018: 8.
  experts: 4,
  // SyNCRec, §5.2.3.
  blocks: 2,
  // SyNCRec, §5.2.3: single-head attention.
  heads: 1,
  // None is named; half of sasrec's, since each gate averages over experts.
  dropout: 0.2,
  // As in sasrec, so that the two differ by their network alone. SyNCRec: BPR.
  loss: "sampled-softmax",
  negatives: 1,
  sharedNegatives: 256,
  windows: "all",
  learningRate: 0.003,
  batchSize: 64,
  epochs: 25,
  patience: 8,
};

const rules = {
  embeddingSize: "count",
  maximumLength: "count",
  experts: "count",
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

const mmoe: Method<MmoeConfig> = {
  meta: {
    contract: 1,
    id: "mmoe",
    version: "1.0.0",
    title: "MMoE",
    citation:
      "Qin et al., Multitask mixture of sequential experts for user activity streams, KDD 2020, after Ma et al., Modeling task relationships in multi-task learning with multi-gate mixture-of-experts, KDD 2018",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    maximumLength: [20, 50],
    experts: [2, 4, 8],
    blocks: [1, 2],
    dropout: { min: 0, max: 0.6 },
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

/** @throws {RangeError} if MMoE cannot be trained with the config */
function modelOf(catalogue: Catalogue, config: MmoeConfig, seed: number): MmoeModel {
  checkConfig(config, { title: "MMoE", rules });
  const { embeddingSize, heads } = config;
  if (embeddingSize % heads !== 0) {
    throw new RangeError(
      `Cannot train MMoE with heads ${heads}: expected a divisor of ${embeddingSize}`,
    );
  }
  return new MmoeModel(catalogue, config, seed);
}

export default mmoe;
