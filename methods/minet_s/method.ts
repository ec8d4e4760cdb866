/**
 * MiNet-S: MiNet's long-term interest and the short-term one of the target. It reads and learns nothing
 * of the source.
 *
 * Ouyang et al., "MiNet: mixed interest network for cross-domain click-through rate prediction", CIKM
 * 2020 (arXiv 2008.02974); as a base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, minetNetwork, type MinetSizes } from "@permafrost/bench/nn";

/** What MiNet-S can be told. */
export type MinetSConfig = ClickConfig & Omit<MinetSizes, "sourceLength" | "transferSize">;

// "Code" is the released code (README).
const defaults: MinetSConfig = {
  // Code.
  embeddingSize: 10,
  // Code: 10 items.
  targetLength: 10,
  // Code.
  attentionSize: 64,
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
  attentionSize: "count",
  firstHiddenSize: "count",
  secondHiddenSize: "count",
} as const;

const minetS: Method<MinetSConfig> = {
  meta: {
    contract: 1,
    id: "minet_s",
    version: "1.0.0",
    title: "MiNet-S",
    citation:
      "Ouyang et al., MiNet: mixed interest network for cross-domain click-through rate prediction, CIKM 2020, arXiv 2008.02974",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
  },
  defaults,
  space: {
    embeddingSize: [10, 32],
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<MinetSConfig>({
    title: "MiNet-S",
    rules,
    sourceWeight: () => 0,
    // Nothing of the source goes in, so that what it would be read by does not matter.
    network: (config, inputs) =>
      minetNetwork({ ...config, ...inputs, sourceLength: 1, transferSize: 1, source: false }),
  }),
};

export default minetS;
