/**
 * DASL-0: DASL whose loss of the source has the weight 0. What was liked there is read all the same.
 *
 * Li et al., "Dual attentive sequential learning for cross-domain click-through rate prediction", KDD
 * 2021 (arXiv 2106.02768); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, daslNetwork, type DaslSizes } from "@permafrost/bench/nn";

/** What DASL-0 can be told. */
export type Dasl0Config = ClickConfig & DaslSizes;

// "Code" is the released code (README).
const defaults: Dasl0Config = {
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
} as const;

const dasl0: Method<Dasl0Config> = {
  meta: {
    contract: 1,
    id: "dasl_0",
    version: "1.0.0",
    title: "DASL-0",
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
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<Dasl0Config>({
    title: "DASL-0",
    rules,
    sourceWeight: () => 0,
    network: (config, inputs) => daslNetwork({ ...config, ...inputs, source: true }),
  }),
};

export default dasl0;
