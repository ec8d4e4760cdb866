import {
  type Dropout,
  dropout,
  feedForward,
  feedForwardParameters,
  layerNorm,
  layerNormParameters,
  normalParameter,
  type Parameters,
  positionEmbedding,
  positionEmbeddingParameters,
  RandomStream,
  stopGradient,
  type Tensor,
  transformerExpert,
  transformerExpertParameters,
  type Weights,
} from "@permafrost/bench/nn";
import type { SyncrecConfig } from "./method.ts";

/** Share of the mixture that comes from the experts which a task teaches, ρ in the code. */
const TAUGHT = 0.8;

/**
 * y of every task in the released code: its experts, towers and gates are one module each, so that any
 * mixture of them is what the one expert says, and stop-gradients scale what it learns.
 *
 * @param x item vectors, `batch × length × size`, padded on the right
 * @param options `dropout` while training
 * @returns `(batch · length) × size`
 */
export function releasedStates(
  x: Tensor,
  weights: Weights,
  { config, ...options }: { config: SyncrecConfig; dropout?: Dropout },
): Tensor {
  const { embeddingSize: size, blocks, heads } = config;
  const placed = dropout(positionEmbedding(x, weights.within("position")), options.dropout);
  const said = transformerExpert(placed, weights.within("experts.0"), {
    ...{ ...options, blocks, heads },
  }).reshape([-1, size]);
  const mixed = said.mul(TAUGHT).add(stopGradient(said.mul(1 - TAUGHT)));
  const tower = weights.within("tower");
  const changed = feedForward(mixed, tower.within("feed_forward"), { activation: "gelu" });
  return layerNorm(mixed.add(changed), tower.within("norm"));
}

/** The parameters of `releasedStates`, and W of the mutual information. */
export function releasedParameters(
  name: string,
  { config, seed }: { config: SyncrecConfig; seed: number },
): Parameters {
  const { embeddingSize: size, maximumLength: length, blocks } = config;
  const information = `${name}.information`;
  const random = RandomStream.from(seed, "initialise", information);
  return {
    ...positionEmbeddingParameters(`${name}.position`, { length, size, seed }),
    ...transformerExpertParameters(`${name}.experts.0`, { size, blocks, seed }),
    ...feedForwardParameters(`${name}.tower.feed_forward`, { size, innerSize: size, seed }),
    ...layerNormParameters(`${name}.tower.norm`, { size }),
    [information]: normalParameter([size, size], { deviation: 0.02, random }),
  };
}
