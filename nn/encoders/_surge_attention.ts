import { tf } from "../_tf.ts";
import { linear } from "../layers/linear.ts";
import { mlpParameters } from "../layers/mlp.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { leakyRelu } from "./_surge_leaky_relu.ts";
import { multiply, transform, transformParameters } from "./_surge_transform.ts";

/**
 * How much a position has to do with a query: Attention(W x ‖ q ‖ W x ∘ q), where Attention is a
 * network of two hidden layers with LeakyReLU. SURGE, equations 6 and 7.
 *
 * The first layer is taken in three parts: what is known of a sequence is worked out once for all who
 * ask, what all positions are asked once for all of them.
 *
 * @param parts `x`: `sequences × length × size`; `query`: `batch × length × size`, or
 * `batch × 1 × size`; `expand`: from a tensor per sequence to one per query
 * @param weights as from `surgeAttentionParameters`
 * @returns a number per position, `batch × length`
 */
export function surgeAttention(
  { x, query, expand = (each) => each }: {
    x: Tensor;
    query: Tensor;
    expand?: (perSequence: Tensor) => Tensor;
  },
  weights: Weights,
): Tensor {
  const [, length, size] = x.shape, first = weights.within("layers.0");
  const weight = first.get("weight", [3 * size, -1]), [, width] = weight.shape;
  const [forItem, forQuery, forBoth] = tf.split(weight, 3, 0);
  const item = transform(x, weights.within("transform"));
  const inner = tf.add(
    tf.add(expand(multiply(item, forItem)), multiply(tf.mul(expand(item), query), forBoth)),
    tf.add(multiply(query, forQuery), first.get("bias", [width])),
  );
  const outer = linear(leakyRelu(inner), weights.within("layers.1"));
  return tf.reshape(linear(leakyRelu(outer), weights.within("layers.2")), [-1, length]);
}

/** The parameters of `surgeAttention`: hidden layers of twice the size and the size, as 80 and 40. */
export function surgeAttentionParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  return {
    ...transformParameters(`${name}.transform`, { inputs: size, outputs: size, seed }),
    ...mlpParameters(name, { sizes: [3 * size, 2 * size, size, 1], seed }),
  };
}
