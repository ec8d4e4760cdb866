import { tf } from "../_tf.ts";
import { daslEncoder, daslEncoderParameters } from "../encoders/dasl_encoder.ts";
import { mlp, mlpParameters } from "../layers/mlp.ts";
import {
  orthogonalMappingLosses,
  orthogonalMappingParameters,
} from "../losses/orthogonal_mapping_losses.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { ClickSide } from "./behaviours.ts";
import type { ClickBatch, ClickBranch, ClickNetwork } from "./click_network.ts";

/** Sizes of a DASL, and how firmly its users are tied. */
export interface DaslSizes {
  /** Positions of each history, the start token included. */
  readonly historyLength: number;
  /** Numbers per state of the recurrent layers. */
  readonly stateSize: number;
  /** Numbers of the attentions' hidden layer. */
  readonly attentionSize: number;
  /** Numbers of the first hidden layer of the predictions. */
  readonly firstHiddenSize: number;
  /** Numbers of the second one. */
  readonly secondHiddenSize: number;
  /** Weight of what ties the two vectors of a user (`orthogonalMappingLosses`). */
  readonly mappingWeight: number;
}

/**
 * DASL: the same for both domains. A user has a vector per domain (dual embedding), the halves of the
 * model's one, tied by an orthogonal mapping. What was done in both domains is read by a GRU per
 * domain, and an item of either attends to both (dual attention, `daslEncoder`). A perceptron over
 * [what it found; item; user] gives the logit.
 *
 * Source: Li et al., "Dual attentive sequential learning for cross-domain click-through rate
 * prediction" (KDD 2021), with its released code.
 *
 * @param options sizes; those of the vectors; `source`: whether there is one ("-S" has none: one
 * history, one vector per user, which is the whole of it); `seed` of the start weights
 * @throws {RangeError} if the numbers of a user cannot be halved
 *
 * @example
 * ```ts
 * import { daslNetwork } from "./dasl_network.ts";
 * const { parameters } = daslNetwork({
 *   ...{ historyLength: 10, stateSize: 4, attentionSize: 8, firstHiddenSize: 8, secondHiddenSize: 4 },
 *   ...{ mappingWeight: 0.1, userSize: 6, itemSize: 2, source: true, seed: 1 },
 * });
 * const { shape } = parameters["target.states.input.weight"];
 * if (shape.join() !== "5,12") throw new Error("not an item and half of a user, for three gates");
 * ```
 */
export function daslNetwork(
  options: DaslSizes & { userSize: number; itemSize: number; source: boolean; seed: number },
): ClickNetwork {
  const { userSize: whole, itemSize: size, source, seed } = options;
  const { historyLength, stateSize, attentionSize: hiddenSize, mappingWeight } = options;
  if (source && whole % 2 !== 0) {
    throw new RangeError(
      `Cannot give a user two vectors of ${whole} numbers: uneven, expected an even number`,
    );
  }
  const userSize = source ? whole / 2 : whole, found = source ? 2 * stateSize : stateSize;
  const head = [found + size + userSize, options.firstHiddenSize, options.secondHiddenSize, 1];
  const target = branch("target"), other = source ? branch("source") : undefined;
  if (other === undefined) return { parameters: target.shared, target: target.branch };
  const tied = {
    ...target.branch,
    parameters: {
      ...target.branch.parameters,
      ...orthogonalMappingParameters("tie", { size: userSize }),
    },
    penalties: (weights: Weights, { user }: ClickBatch): Tensor => {
      const vectors = { a: vectorsIn("target", user), b: vectorsIn("source", user) };
      return tf.mul(orthogonalMappingLosses(vectors, weights.within("tie")), mappingWeight);
    },
  };
  return { parameters: { ...target.shared, ...other.shared }, target: tied, source: other.branch };

  /** The vectors of users in one domain. */
  function vectorsIn(side: ClickSide, user: Tensor): Tensor {
    if (!source) return user;
    return tf.slice(user, [0, side === "target" ? 0 : userSize], [-1, userSize]);
  }

  /** What scores one side, and its GRU, which the other side reads it by, too. */
  function branch(side: ClickSide): { branch: ClickBranch; shared: Parameters } {
    const across = side === "target" ? "source" : "target";
    const all = daslEncoderParameters(side, { size, userSize, stateSize, hiddenSize, seed });
    const ofStates = ([name]: [string, unknown]) => name.startsWith(`${side}.states.`);
    const own = Object.entries(all).filter((each) => !ofStates(each));
    return {
      shared: Object.fromEntries(Object.entries(all).filter(ofStates)),
      branch: {
        reads: { [side]: historyLength, ...source && { [across]: historyLength } },
        parameters: {
          ...Object.fromEntries(own),
          ...mlpParameters(`${side}.head`, { sizes: head, seed }),
        },
        logits(weights, batch) {
          const { item } = batch, user = vectorsIn(side, batch.user), inside = weights.within(side);
          const preference = daslEncoder(
            { item, user, own: batch[side], ...source && { other: batch[across] } },
            {
              own: inside.within("states"),
              ...source && { other: weights.within(across).within("states") },
              attention: inside.within("attention"),
            },
          );
          return mlp(tf.concat([preference, item, user], 1), inside.within("head"), {
            layers: 3,
            activation: "sigmoid",
          }).reshape([-1]);
        },
      },
    };
  }
}
