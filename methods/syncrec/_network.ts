import {
  constantParameter,
  type Dropout,
  dropout,
  embed,
  feedForward,
  feedForwardParameters,
  layerNorm,
  layerNormParameters,
  linear,
  linearParameters,
  mixExperts,
  normalParameter,
  type Parameters,
  positionEmbedding,
  positionEmbeddingParameters,
  RandomStream,
  type Tensor,
  transformerExpert,
  transformerExpertParameters,
  type Weights,
  withoutGradient,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { SyncrecConfig } from "./method.ts";

/** Sequences of one view, side by side. */
export interface Reading {
  /** E + P (§4.1), `batch × length × size`. */
  readonly x: Tensor;
  /** What every expert says, `(batch · length) × size` each. */
  readonly said: readonly Tensor[];
  /** 1 for a position that is there, 0 for padding, `batch × length`. */
  readonly present: Uint8Array;
}

/**
 * What the experts say of sequences. Of those that the task does not teach no gradient is kept: SG of
 * equations 2 and 4.
 *
 * @param x item vectors, `batch × length × size`, padded on the right
 * @param options `teaches`: whether the task teaches an expert; `dropout` while training
 */
export function readSequences(
  x: Tensor,
  weights: Weights,
  options: {
    config: SyncrecConfig;
    present: Uint8Array;
    teaches: (expert: number) => boolean;
    dropout?: Dropout;
  },
): Reading {
  const { config, present, teaches } = options, { experts, embeddingSize: size } = config;
  const placed = dropout(positionEmbedding(x, weights.within("position")), options.dropout);
  const said = Array.from({ length: experts }, (_, expert) => {
    const inside = weights.within(`experts.${expert}`), { blocks, heads } = config;
    const say = () =>
      transformerExpert(placed, inside, {
        ...{ blocks, heads },
        ...options.dropout && { dropout: options.dropout },
      });
    return (teaches(expert) ? say() : withoutGradient(say)).reshape([-1, size]);
  });
  return { x: placed, said, present };
}

/**
 * y_t of a task (equations 2 and 4): the tower over the experts' mixture by the task's gate.
 *
 * @param weights the task's `gate` and `tower`
 * @param options `position`: which states, as indices into `batch × length`
 * @returns a state per entry of `position`
 */
export function taskStates(
  reading: Reading,
  weights: Weights,
  { position, config }: { position: Int32Array; config: SyncrecConfig },
): Tensor {
  const shares = taskShares(reading, weights, { position, config });
  const mixed = mixExperts(shares, reading.said.map((each) => embed(each, position)));
  const tower = weights.within("tower");
  const changed = feedForward(mixed, tower.within("feed_forward"), { activation: "gelu" });
  return layerNorm(mixed.add(changed), tower.within("norm"));
}

/**
 * g, the experts' shares in a task (equation 3). The paper's gate, `sequence`, reads the whole sequence
 * at once, and so at every position what comes after it; the `causal` one reads what stands there.
 *
 * @returns `positions × experts`, 1 in all per row
 */
export function taskShares(
  { x, present }: Pick<Reading, "x" | "present">,
  weights: Weights,
  { position, config }: { position: Int32Array; config: SyncrecConfig },
): Tensor {
  const [batch, length, size] = x.shape, gate = weights.within("gate");
  if (config.gate === "causal") {
    return linear(embed(x.reshape([batch * length, size]), position), gate).softmax();
  }
  const there = tf.tensor3d(Float32Array.from(present), [batch, length, 1]);
  const whole = x.mul(there).pad([[0, 0], [0, config.maximumLength - length], [0, 0]])
    .reshape([batch, config.maximumLength * size]);
  const row = position.map((at) => Math.floor(at / length));
  return embed(linear(whole, gate).softmax(), row);
}

/** The parameters of all tasks of a number of domains. */
export function networkParameters(
  name: string,
  { config, domains, seed }: { config: SyncrecConfig; domains: number; seed: number },
): Parameters {
  const { embeddingSize: size, maximumLength: length, blocks, experts, gate } = config;
  const inputs = gate === "causal" ? size : size * length, information = `${name}.information`;
  const tasks = ["cross", ...Array.from({ length: domains }, (_, domain) => `single.${domain}`)];
  const random = RandomStream.from(seed, "initialise", information);
  return Object.assign(
    positionEmbeddingParameters(`${name}.position`, { length, size, seed }),
    ...Array.from(
      { length: experts },
      (_, expert) =>
        transformerExpertParameters(`${name}.experts.${expert}`, { size, blocks, seed }),
    ),
    ...tasks.map((task) => ({
      ...linearParameters(`${name}.${task}.gate`, { inputs, outputs: experts, seed }),
      ...feedForwardParameters(`${name}.${task}.tower.feed_forward`, {
        ...{ size, innerSize: size, seed },
      }),
      ...layerNormParameters(`${name}.${task}.tower.norm`, { size }),
    })),
    { [information]: normalParameter([size, size], { deviation: Math.sqrt(1 / size), random }) },
    {
      [`${name}.lambda.alpha`]: constantParameter([1], 1),
      [`${name}.lambda.beta`]: constantParameter([1], 1),
    },
  );
}
