import { tf } from "../_tf.ts";
import { minetEncoder, minetEncoderParameters } from "../encoders/minet_encoder.ts";
import { mlp, mlpParameters } from "../layers/mlp.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { ClickNetwork } from "./click_network.ts";

/** Sizes of a MiNet. */
export interface MinetSizes {
  /** Positions of the target history, the start token included. */
  readonly targetLength: number;
  /** Positions of the source history, the start token included. */
  readonly sourceLength: number;
  /** Numbers of the attentions' hidden layers. */
  readonly attentionSize: number;
  /** Rank of the matrix that takes items of the source to the target. */
  readonly transferSize: number;
  /** Numbers of the first hidden layer of the predictions. */
  readonly firstHiddenSize: number;
  /** Numbers of the second one. */
  readonly secondHiddenSize: number;
}

/**
 * MiNet: a logit of a target behaviour from its item and the user's interests, long-term and
 * short-term in both domains, mixed by `minetEncoder`; of a source behaviour from [item; user] alone,
 * so that the user's vector, which is one for both, is learned in both. A perceptron with two hidden
 * layers each.
 *
 * Source: Ouyang et al., "MiNet: mixed interest network for cross-domain click-through rate
 * prediction" (CIKM 2020), as its released code has it.
 *
 * @param options sizes; those of the vectors; `source`: whether there is one ("-S" has none: neither
 * its interest nor its behaviours); `seed` of the start weights
 *
 * @example
 * ```ts
 * import { minetNetwork } from "./minet_network.ts";
 * const sizes = { targetLength: 10, sourceLength: 20, attentionSize: 8, transferSize: 2 };
 * const { target, source } = minetNetwork({
 *   ...{ ...sizes, firstHiddenSize: 8, secondHiddenSize: 4, userSize: 2, itemSize: 2 },
 *   source: true,
 *   seed: 1,
 * });
 * const shapeOf = (side: typeof target | undefined, name: string) => side?.parameters[name].shape[0];
 * if (shapeOf(target, "target.head.layers.0.weight") !== 8) throw new Error("not an item and three interests");
 * if (shapeOf(source, "source.head.layers.0.weight") !== 4) throw new Error("not item and user");
 * ```
 */
export function minetNetwork(
  options: MinetSizes & { userSize: number; itemSize: number; source: boolean; seed: number },
): ClickNetwork {
  const { userSize, itemSize: size, source, seed, transferSize } = options;
  const hidden = [options.firstHiddenSize, options.secondHiddenSize, 1];
  const encoder = {
    ...{ size, userSize, hiddenSize: options.attentionSize, seed },
    ...source && { transferSize },
  };
  const mixed = (source ? 3 : 2) * size + userSize;
  const head = (x: Tensor, weights: Weights): Tensor =>
    mlp(x, weights.within("head"), { layers: 3, activation: "relu" }).reshape([-1]);
  return {
    // What both sides share are vectors.
    parameters: {},
    target: {
      reads: { target: options.targetLength, ...source && { source: options.sourceLength } },
      parameters: {
        ...minetEncoderParameters("target.mix", encoder),
        ...mlpParameters("target.head", { sizes: [mixed, ...hidden], seed }),
      },
      logits: (weights, { user, item, target, source: other }) => {
        const inside = weights.within("target");
        const given = { user, item, target, ...source && { source: other } };
        return head(minetEncoder(given, inside.within("mix")), inside);
      },
    },
    ...source && {
      source: {
        reads: {},
        parameters: mlpParameters("source.head", { sizes: [size + userSize, ...hidden], seed }),
        logits: (weights, { user, item }) =>
          head(tf.concat([item, user], 1), weights.within("source")),
      },
    },
  };
}
