/**
 * DASL-S: the half of DASL that is about the target. It reads and learns nothing of the source.
 *
 * Li et al., "Dual attentive sequential learning for cross-domain click-through rate prediction", KDD
 * 2021 (arXiv 2106.02768); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, daslNetwork, type DaslSizes } from "@permafrost/bench/nn";

/** What DASL-S can be told. */
export type DaslSConfig = ClickConfig & Omit<DaslSizes, "mappingWeight">;

// "Code" is the released code (README).
const defaults: DaslSConfig = {
  // Code: 64 for an item and for a user. Small, as in dasl.
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
} as const;

const daslS: Method<DaslSConfig> = {
  meta: {
    contract: 1,
    id: "dasl_s",
    version: "1.0.0",
    title: "DASL-S",
    citation:
      "Li et al., Dual attentive sequential learning for cross-domain click-through rate prediction, KDD 2021, arXiv 2106.02768",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
  },
  defaults,
  space: {
    embeddingSize: [16, 32, 64],
    stateSize: [16, 32, 64],
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<DaslSConfig>({
    title: "DASL-S",
    rules,
    sourceWeight: () => 0,
    // There is one vector per user: nothing is tied.
    network: (config, inputs) =>
      daslNetwork({ ...config, ...inputs, mappingWeight: 0, source: false }),
  }),
};

export default daslS;
