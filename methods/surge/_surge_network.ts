import {
  mlp,
  mlpParameters,
  type PairBatch,
  type PairNetwork,
  surgeEncoder,
  surgeEncoderLosses,
  surgeEncoderParameters,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import type { SurgeConfig } from "./method.ts";

/** Predict(h_s ‖ h_g ‖ h_t ‖ h_g ∘ h_t) of the encoder's states: equation 17. */
export function surgeNetwork(config: SurgeConfig, seed: number): PairNetwork {
  const { embeddingSize: size, heads, metricHeads, sparseness, regularisation } = config;
  // Of the configured length, not of the histories': padding must not count.
  const clusters = Math.max(1, Math.round(config.poolRatio * config.maximumLength));
  const sizes = [4 * size, config.firstHiddenSize, config.secondHiddenSize, 1];
  return {
    parameters: {
      ...surgeEncoderParameters("encoder", { size, clusters, heads, metricHeads, seed }),
      ...mlpParameters("prediction", { sizes, seed }),
    },
    score(weights: Weights, batch: PairBatch): { logits: Tensor; auxiliary?: Tensor } {
      const { history, present, target, row, training } = batch;
      const options = { present, target, row, sparseness, heads };
      const encoding = surgeEncoder(history, weights.within("encoder"), options);
      const { state, readout } = encoding;
      const known = state.concat([readout, target, readout.mul(target)], 1);
      const logits = mlp(known, weights.within("prediction"), {
        layers: 3,
        activation: "relu",
        ...training && { dropout: training.dropout },
      }).reshape([-1]);
      if (training === undefined || regularisation === 0) return { logits };
      const { sameMapping, singleAffiliation, relativePosition } = surgeEncoderLosses(encoding);
      const sum = sameMapping.add(singleAffiliation).add(relativePosition);
      return { logits, auxiliary: sum.mul(regularisation) };
    },
  };
}
