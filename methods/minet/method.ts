/**
 * MiNet: what a user likes in the long term and in the short term, in both domains, mixed by how much
 * each means for the item; trained on both domains jointly, asked about one.
 *
 * Ouyang et al., "MiNet: mixed interest network for cross-domain click-through rate prediction", CIKM
 * 2020 (arXiv 2008.02974); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, minetNetwork, type MinetSizes } from "@permafrost/bench/nn";

/** What MiNet can be told. */
export interface MinetConfig extends ClickConfig, MinetSizes {
  /** Weight of the source's loss, γ; 0 is `minet_0`. */
  readonly sourceWeight: number;
}

// "Code" is the released code (README).
const defaults: MinetConfig = {
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
  // Code, which searched 0.1 to 1.
  sourceWeight: 1,
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
  sourceWeight: "weight",
} as const;

const minet: Method<MinetConfig> = {
  meta: {
    contract: 1,
    id: "minet",
    version: "1.0.0",
    title: "MiNet",
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
    sourceWeight: { min: 0.1, max: 10, log: true },
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<MinetConfig>({
    title: "MiNet",
    rules,
    sourceWeight: ({ sourceWeight }) => sourceWeight,
    network: (config, inputs) => minetNetwork({ ...config, ...inputs, source: true }),
  }),
};

export default minet;
