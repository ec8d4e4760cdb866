/**
 * CoNet: a tower per domain, each layer of which hears the other tower's; trained on both domains
 * jointly, asked about one.
 *
 * Hu, Zhang and Yang, "CoNet: collaborative cross networks for cross-domain recommendation", CIKM
 * 2018; as the base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, conetNetwork } from "@permafrost/bench/nn";

/** What CoNet can be told. */
export interface ConetConfig extends ClickConfig {
  /** Numbers behind the first layer; every further one has half of them. */
  readonly hiddenSize: number;
  /** Layers of a tower, all of which hear the other one's. */
  readonly layers: number;
  /** Weight of the source's loss, γ; 0 is `conet_0`. */
  readonly sourceWeight: number;
}

// "Released" is BIAO's code (README), from which the paper's figures are.
const defaults: ConetConfig = {
  // Released.
  embeddingSize: 10,
  // Released, as in CoNet's own code: 64, 32, 16, 8.
  hiddenSize: 64,
  layers: 4,
  // Released.
  sourceWeight: 1,
  // Released; BIAO's paper searches 0.001, 0.005 and 0.01, CoNet's code has 0.001.
  learningRate: 0.01,
  // No paper names one.
  regularisation: 0,
  // CoNet's code. Released: 64.
  batchSize: 128,
  // Released: 5, the best of which on validation is kept.
  epochs: 20,
  patience: 5,
};

const conet: Method<ConetConfig> = {
  meta: {
    contract: 1,
    id: "conet",
    version: "1.0.0",
    title: "CoNet",
    citation:
      "Hu et al., CoNet: collaborative cross networks for cross-domain recommendation, CIKM 2018",
    variant: "paper",
    domains: { min: 2, max: 255 },
    needs: ["ratings"],
    logits: true,
    singleDomain: "conet_s",
  },
  defaults,
  space: {
    embeddingSize: [10, 32],
    sourceWeight: { min: 0.1, max: 10, log: true },
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<ConetConfig>({
    title: "CoNet",
    rules: { hiddenSize: "count", layers: "count", sourceWeight: "weight" },
    sourceWeight: (config) => config.sourceWeight,
    network: ({ hiddenSize, layers }, inputs) =>
      conetNetwork({ ...inputs, hiddenSize, layers, source: true }),
  }),
};

export default conet;
