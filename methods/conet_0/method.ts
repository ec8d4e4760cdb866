/**
 * CoNet-0: CoNet whose loss of the source has the weight 0. The source's tower is there, and learns from
 * what the target's hears of it.
 *
 * Hu, Zhang and Yang, "CoNet: collaborative cross networks for cross-domain recommendation", CIKM
 * 2018; as the base of BIAO (Chen et al., WWW 2023).
 *
 * @module
 */
import type { Method } from "@permafrost/bench/method";
import { type ClickConfig, clickMethod, conetNetwork } from "@permafrost/bench/nn";

/** What CoNet-0 can be told. */
export interface Conet0Config extends ClickConfig {
  /** Numbers behind the first layer; every further one has half of them. */
  readonly hiddenSize: number;
  /** Layers of a tower, all of which hear the other one's. */
  readonly layers: number;
}

// "Released" is BIAO's code (README), from which the paper's figures are.
const defaults: Conet0Config = {
  // Released.
  embeddingSize: 10,
  // Released, as in CoNet's own code: 64, 32, 16, 8.
  hiddenSize: 64,
  layers: 4,
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

const conet0: Method<Conet0Config> = {
  meta: {
    contract: 1,
    id: "conet_0",
    version: "1.0.0",
    title: "CoNet-0",
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
    learningRate: [0.001, 0.005, 0.01],
    regularisation: [0, 0.1, 0.5],
  },
  ...clickMethod<Conet0Config>({
    title: "CoNet-0",
    rules: { hiddenSize: "count", layers: "count" },
    sourceWeight: () => 0,
    network: ({ hiddenSize, layers }, inputs) =>
      conetNetwork({ ...inputs, hiddenSize, layers, source: true }),
  }),
};

export default conet0;
