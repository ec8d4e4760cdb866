/**
 * MiNet-0: MiNet whose loss of the source has the weight 0. What was liked there is read all the same.
 *
 * Ouyang et al., "MiNet: mixed interest network for cross-domain click-through rate prediction", CIKM
 * 2020 (arXiv 2008.02974); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, minetNetwork, type MinetSizes } from "@permafrost/bench/nn";

/** What MiNet-0 can be told. */
export type Minet0Config = ClickConfig & MinetSizes;

// "Code" is the released code (README).
const defaults: Minet0Config = {
  // Code.
  embeddingSize: 10,
  // Code: 10 items.
  targetLength: 10,
  // Code: 20 items.
  sourceLength: 20,
  // Code.
  attentionSize: 64,
  // Code.
  transferSize: 10,
  // Code.
  firstHiddenSize: 256,
  // Code.
  secondHiddenSize: 128,
  // Of Adam: the least of those that BIAO searches. Code: Adagrad with 0.02. See the page.
  learningRate: 0.001,
  // No paper names one.
  regularisation: 0,
  // Code: 32 target and 64 source behaviours.
  batchSize: 64,
  // As in conet. Code: 2.
  epochs: 20,
  patience: 5,
};

const rules = {
  targetLength: "count",
  sourceLength: "count",
  attentionSize: "count",
  transferSize: "count",
  firstHiddenSize: "count",
  secondHiddenSize: "count",
} as const;

const minet0: Method<Minet0Config> = {
  meta: {
    contract: 1,
    id: "minet_0",
    version: "1.0.0",
    title: "MiNet-0",
    citation:
      "Ouyang et al., MiNet: mixed interest network for cross-domain click-through rate prediction, CIKM 2020, arXiv 2008.02974",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
    singleDomain: "minet_s",
  },
  defaults,
  space: {
    embeddingSize: [10, 32],
    transferSize: [5, 10],
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<Minet0Config>({
    title: "MiNet-0",
    rules,
    sourceWeight: () => 0,
    network: (config, inputs) => minetNetwork({ ...config, ...inputs, source: true }),
  }),
};

export default minet0;
