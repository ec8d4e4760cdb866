/**
 * DASL: a user has a vector per domain, tied by an orthogonal mapping, and an item of either domain
 * attends to what was liked in both; trained on both domains jointly, asked about one.
 *
 * Li et al., "Dual attentive sequential learning for cross-domain click-through rate prediction", KDD
 * 2021 (arXiv 2106.02768); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, daslNetwork, type DaslSizes } from "@permafrost/bench/nn";

/** What DASL can be told. */
export interface DaslConfig extends ClickConfig, DaslSizes {
  /** Weight of the source's loss, γ; 0 is `dasl_0`. */
  readonly sourceWeight: number;
}

// "Code" is the released code (README).
const defaults: DaslConfig = {
  // Code: 64 for an item, and for a user in each domain. Small, for speed.
  embeddingSize: 32,
  // Code: 10 items.
  historyLength: 10,
  // Code: 128, as many as for an item and a user.
  stateSize: 32,
  // Code: twice the length of a history.
  attentionSize: 20,
  // Code.
  firstHiddenSize: 80,
  // Code.
  secondHiddenSize: 40,
  // Code: one step for it alone in each epoch. See the page.
  mappingWeight: 0.1,
  // Code: an epoch of one domain, then one of the other.
  sourceWeight: 1,
  // Of Adam: the middle one of those that BIAO searches. Code: SGD with 0.01.
  learningRate: 0.005,
  // No paper names one.
  regularisation: 0,
  // Code: 32.
  batchSize: 64,
  // As in conet. Code: 1,000, each of which is marked on test.
  epochs: 20,
  patience: 5,
};

const rules = {
  historyLength: "count",
  stateSize: "count",
  attentionSize: "count",
  firstHiddenSize: "count",
  secondHiddenSize: "count",
  mappingWeight: "weight",
  sourceWeight: "weight",
} as const;

const dasl: Method<DaslConfig> = {
  meta: {
    contract: 1,
    id: "dasl",
    version: "1.0.0",
    title: "DASL",
    citation:
      "Li et al., Dual attentive sequential learning for cross-domain click-through rate prediction, KDD 2021, arXiv 2106.02768",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
    singleDomain: "dasl_s",
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    stateSize: [16, 32, 64],
    mappingWeight: [0, 0.01, 0.1, 1],
    sourceWeight: { min: 0.1, max: 10, log: true },
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<DaslConfig>({
    title: "DASL",
    rules,
    sourceWeight: ({ sourceWeight }) => sourceWeight,
    network: (config, inputs) => daslNetwork({ ...config, ...inputs, source: true }),
  }),
};

export default dasl;
