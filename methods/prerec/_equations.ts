import {
  type Dropout,
  embed,
  gelu,
  linear,
  linearParameters,
  normalParameter,
  type Parameters,
  RandomStream,
  sasrecEncoder,
  sasrecEncoderParameters,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { PrerecConfig } from "./method.ts";
import type { Sequences } from "./_sequences.ts";

/** m_j = f_NN(text of j): one linear layer over the frozen text vector (equation 1). */
export function itemContent(text: Tensor, weights: Weights): Tensor {
  return linear(text, weights.within("text"));
}

/** f_pop(F_j): a linear layer with an activation (§3.1, supplement A); the released code's GELU. */
export function popularityProperty(factors: Tensor, weights: Weights): Tensor {
  return gelu(linear(factors, weights.within("popularity")));
}

/**
 * n_i = f_seq(D_k, H_i) at every position (equation 3): D_k in front, then the items' m_j.
 *
 * @param sequences side by side
 * @param options `domains`: D, a row per domain; `content`: vectors m_j; `places`: a row of these per
 * position, of no matter at the front and where nothing is; `config`; `dropout` while training
 * @returns `(size · length) × B`
 */
export function userStates(
  { size, length, isItem, domain }: Sequences,
  weights: Weights,
  { domains, content, places, config, dropout }: {
    domains: Tensor;
    content: Tensor;
    places: Int32Array;
    config: PrerecConfig;
    dropout?: Dropout;
  },
): Tensor {
  const { embeddingSize, blocks, heads } = config, [tokens] = domains.shape;
  // Padding is told the token once more, and told to nobody: it stands behind what may see it.
  const rows = places.map((place, at) =>
    isItem[at] ? tokens + place : domain[Math.floor(at / length)]
  );
  const x = embed(tf.concat([domains, content]), rows).reshape([size, length, embeddingSize]);
  return sasrecEncoder(x, weights.within("encoder"), {
    ...{ blocks, heads },
    ...dropout && { dropout },
  }).reshape([size * length, embeddingSize]);
}

/** The parameters of f_NN, f_pop and f_seq, and W_d and W_z (equation 5); without those of no use. */
export function networkParameters(
  config: PrerecConfig,
  { textSize, seed }: { textSize: number; seed: number },
): Parameters {
  const { embeddingSize: size, maximumLength: length, blocks, popularityOrders, without } = config;
  const small = (name: string, shape: number[]): Parameters => ({
    [name]: normalParameter(shape, {
      // Released: all weights. A factor may be 100 and more, so that Glorot's would be too large.
      deviation: 0.02,
      random: RandomStream.from(seed, "initialise", name),
    }),
  });
  return {
    ...linearParameters("text", { inputs: textSize, outputs: size, seed }),
    ...sasrecEncoderParameters("encoder", { size, length, blocks, seed }),
    ...without.includes("domain") ? {} : small("score.domain", [size, 1]),
    ...without.includes("popularity") ? {} : {
      ...linearParameters("popularity", { inputs: popularityOrders, outputs: size, seed }),
      ...small("popularity.weight", [popularityOrders, size]),
      ...small("score.popularity", [size, 1]),
    },
  };
}
