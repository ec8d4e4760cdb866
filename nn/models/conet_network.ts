import { tf } from "../_tf.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { ClickBatch, ClickNetwork } from "./click_network.ts";
import type { ClickSide } from "./behaviours.ts";

/** Sizes of a CoNet. */
export interface ConetSizes {
  /** Numbers per user vector. */
  readonly userSize: number;
  /** Numbers per item vector. */
  readonly itemSize: number;
  /** Numbers behind the first layer; every further one has half of them, rounded up. */
  readonly hiddenSize: number;
  /** Layers. */
  readonly layers: number;
}

/**
 * CoNet: a tower per side over [user; item], each layer of which also hears the other tower's, by the
 * same matrix in both directions:
 * x_t ← relu(W_t x_t + b_t + H x_s), x_s ← relu(W_s x_s + b_s + H x_t), and a linear layer gives a
 * logit. What a behaviour hears is its paired item. Without a source there is the target's tower alone.
 *
 * Source: Hu, Zhang & Yang, "CoNet: collaborative cross networks for cross-domain recommendation"
 * (CIKM 2018).
 *
 * @param options sizes; `source`: whether there is one; `seed` of the start weights
 *
 * @example
 * ```ts
 * import { conetNetwork } from "./conet_network.ts";
 * const sizes = { userSize: 2, itemSize: 4, hiddenSize: 8, layers: 2 };
 * const { source } = conetNetwork({ ...sizes, source: true, seed: 1 });
 * if (source?.parameters["source.head.weight"].shape.join() !== "4,1") throw new Error("not halved");
 * ```
 */
export function conetNetwork(
  options: ConetSizes & { source: boolean; seed: number },
): ClickNetwork {
  const { userSize, itemSize, hiddenSize, layers, source, seed } = options;
  const sizes = [userSize + itemSize];
  for (let layer = 0; layer < layers; layer++) sizes.push(Math.ceil(hiddenSize / 2 ** layer));
  const layer = (name: string, at: number): Parameters =>
    linearParameters(name, { inputs: sizes[at], outputs: sizes[at + 1] ?? 1, seed });
  /** What a tower has at some layers. */
  const tower = (side: ClickSide, from: number, to: number): Parameters =>
    Object.assign(
      {},
      ...sizes.slice(from, to).map((_, i) => layer(`${side}.${from + i}`, from + i)),
    );
  /** What only this side's logits depend on: the last layer and the head. */
  const own = (side: ClickSide): Parameters => ({
    ...tower(side, layers - 1, layers),
    ...layer(`${side}.head`, layers),
  });
  const logits = (side: ClickSide) => (weights: Weights, batch: ClickBatch): Tensor =>
    conetLogits(weights, batch, { side, layers, crossed: source });
  if (!source) {
    return {
      parameters: tower("target", 0, layers - 1),
      target: { reads: {}, parameters: own("target"), logits: logits("target") },
    };
  }
  const crosses = sizes.slice(0, layers).map((_, at) => {
    const { [`cross.${at}.weight`]: cross } = layer(`cross.${at}`, at);
    return { [`cross.${at}`]: cross };
  });
  return {
    parameters: Object.assign(
      {},
      tower("target", 0, layers - 1),
      tower("source", 0, layers - 1),
      ...crosses,
    ),
    target: { reads: { paired: true }, parameters: own("target"), logits: logits("target") },
    source: { reads: { paired: true }, parameters: own("source"), logits: logits("source") },
  };
}

/** A logit per behaviour of a side. */
function conetLogits(
  weights: Weights,
  { user, item, paired }: ClickBatch,
  { side, layers, crossed }: { side: ClickSide; layers: number; crossed: boolean },
): Tensor {
  const across: ClickSide = side === "target" ? "source" : "target";
  let here = tf.concat([user, item], -1), there = tf.concat([user, paired], -1);
  for (let layer = 0; layer < layers; layer++) {
    const step = (own: Tensor, other: Tensor, tower: ClickSide): Tensor => {
      const sum = linear(own, weights.within(`${tower}.${layer}`));
      if (!crossed) return tf.relu(sum);
      const cross = weights.get(`cross.${layer}`, [own.shape[1] ?? -1, -1]);
      return tf.relu(tf.add(sum, tf.matMul(other, cross)));
    };
    const next = step(here, there, side);
    // Nothing hears the other tower's last layer.
    if (crossed && layer + 1 < layers) there = step(there, here, across);
    here = next;
  }
  return linear(here, weights.within(`${side}.head`)).reshape([-1]);
}
