import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { dropout } from "./dropout.ts";
import type { Dropout } from "./dropout.ts";
import { feedForward, feedForwardParameters } from "./feed_forward.ts";
import { layerNorm, layerNormParameters } from "./layer_norm.ts";
import { multiHeadAttention, multiHeadAttentionParameters } from "./multi_head_attention.ts";

/**
 * A transformer block: multi-head attention to itself, then the point-wise network, each of them
 * added to what it is given. The layer norms stand before the two (`pre`: x + f(norm(x))) or behind
 * the sums (`post`: norm(x + f(x))); a stack of `pre` blocks wants one more norm behind it.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.1, for `post`; Xiong et al.,
 * "On layer normalization in the transformer architecture" (ICML 2020), table 1, for `pre`.
 *
 * @param x `batch × length × size`
 * @param weights `attention` (a `multiHeadAttention`), `attention_norm`, `feed_forward`,
 * `feed_forward_norm`
 * @param options `heads`: a divisor of `size`; `norm`; `activation` of the network; `present`: 1 for a
 * position that is there, 0 for padding, `batch × length`; `causal`: position t sees those up to t
 * only; `dropout` of both outputs while training
 * @returns `batch × length × size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { transformerBlock, transformerBlockParameters } from "./transformer_block.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 3, 4], values: new Float32Array(12) };
 * const y = await evaluate(
 *   { ...transformerBlockParameters("block", { size: 4, innerSize: 8, seed: 1 }), x },
 *   (weights) =>
 *     transformerBlock(weights.get("x", [1, 3, 4]), weights.within("block"), {
 *       heads: 2,
 *       norm: "post",
 *       activation: "gelu",
 *     }),
 * );
 * if (y.some((each) => each !== 0)) throw new Error("something from nothing");
 * ```
 */
export function transformerBlock(
  x: Tensor,
  weights: Weights,
  options: {
    heads: number;
    norm: "pre" | "post";
    activation: "relu" | "gelu";
    present?: Uint8Array;
    causal?: boolean;
    dropout?: Dropout;
  },
): Tensor {
  const { norm, activation } = options;
  const add = (y: Tensor, part: string, compute: (y: Tensor, weights: Weights) => Tensor) => {
    const normal = (z: Tensor) => layerNorm(z, weights.within(`${part}_norm`));
    const change = compute(norm === "pre" ? normal(y) : y, weights.within(part));
    const sum = tf.add(y, dropout(change, options.dropout));
    return norm === "pre" ? sum : normal(sum);
  };
  const seen = add(x, "attention", (y, inside) => multiHeadAttention(y, inside, options));
  return add(seen, "feed_forward", (y, inside) => feedForward(y, inside, { activation }));
}

/** The parameters of `transformerBlock`. */
export function transformerBlockParameters(
  name: string,
  options: { size: number; innerSize: number; seed: number },
): Parameters {
  const { size, seed } = options;
  return {
    ...layerNormParameters(`${name}.attention_norm`, { size }),
    ...multiHeadAttentionParameters(`${name}.attention`, { size, seed }),
    ...layerNormParameters(`${name}.feed_forward_norm`, { size }),
    ...feedForwardParameters(`${name}.feed_forward`, options),
  };
}
