import { tf } from "../_tf.ts";
import { gru, gruParameters } from "../layers/gru.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { PaddedVectors } from "./_padded_vectors.ts";
import { maskedShares } from "./_masked_shares.ts";
import { presenceMask } from "./_presence_mask.ts";
import { weightParameter } from "./_weight_parameter.ts";

/**
 * DASL's dual attention: what users did in two domains, as far as an item of one of them is concerned.
 *
 * - A GRU per domain reads that domain's history: at every position the item's vector r beside the
 *   vector of the user in the domain of what is asked, h_t = GRU(h_{t−1}, [r_t, u]).
 * - The item q attends to the states of both domains at once: a = softmax(vᵀ tanh(W h + Q q + b)) over
 *   all positions of both, by weights of the domain that is asked about.
 * - Out come [Σ a h over its own history, Σ a h over the other one].
 *
 * Source: Li et al., "Dual attentive sequential learning for cross-domain click-through rate
 * prediction" (KDD 2021), and its released code, in which attention does not know q and what it finds
 * in the other domain is left out.
 *
 * @param given `item` q, `batch × size`; `user` u, `batch × userSize`; `own` and `other`: the histories
 * in the domain of the item and in the other one, `batch × any length × size`
 * @param weights `own` and `other`: of each domain's GRU; `attention`: as from
 * `daslAttentionParameters`
 * @returns `batch × stateSize`, with `other` twice as many; zeros for a history without items
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { daslEncoder, daslEncoderParameters } from "./dasl_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = daslEncoderParameters("d", { size: 1, userSize: 1, stateSize: 3, hiddenSize: 4, seed: 1 });
 * const item = { shape: [1, 1], values: Float32Array.of(2) };
 * const history = { shape: [1, 2, 1], values: Float32Array.of(3, 4) };
 * const preference = await evaluate({ ...parameters, item, history }, (weights) => {
 *   const item = weights.get("item", [1, 1]), vectors = weights.get("history", [1, 2, 1]);
 *   const own = { vectors, present: Uint8Array.of(1, 0) };
 *   const inside = weights.within("d");
 *   return daslEncoder({ item, user: item, own }, {
 *     own: inside.within("states"),
 *     attention: inside.within("attention"),
 *   });
 * });
 * if (preference.length !== 3) throw new Error("not a state");
 * ```
 */
export function daslEncoder(
  given: Given,
  weights: { own: Weights; other?: Weights; attention: Weights },
): Tensor {
  const { item, user, own, other } = given, { attention } = weights, [batch, size] = item.shape;
  checkFit(given);
  const read = [{ history: own, states: statesOf(own, user, weights.own) }];
  if (other && weights.other) {
    read.push({ history: other, states: statesOf(other, user, weights.other) });
  }
  const asked = tf.expandDims(tf.matMul(item, attention.get("item.weight", [size, -1])), 1);
  const scores = read.map(({ states }) => {
    const inner = tf.tanh(tf.add(linear(states, attention.within("state")), asked));
    const [, length, width] = inner.shape;
    const rows = tf.reshape(inner, [-1, width]);
    return tf.reshape(tf.matMul(rows, attention.get("query.weight", [width, 1])), [batch, length]);
  });
  const masks = read.map(({ history }) => presenceMask(history.present, history.vectors));
  const shares = maskedShares(tf.concat(scores, 1), tf.concat(masks, 1));
  let from = 0;
  const found = read.map(({ states }) => {
    const [, length] = states.shape;
    // By slices: a split into one part cannot be differentiated in tfjs.
    const part = tf.slice(shares, [0, from], [batch, length]);
    from += length;
    return tf.squeeze(tf.matMul(tf.expandDims(part, 1), states), [1]);
  });
  return tf.concat(found, 1);
}

interface Given {
  readonly item: Tensor;
  readonly user: Tensor;
  readonly own: PaddedVectors;
  readonly other?: PaddedVectors;
}

/** States of a GRU over a history, with the user's vector at every position. */
function statesOf({ vectors, present }: PaddedVectors, user: Tensor, weights: Weights): Tensor {
  const [batch, length] = vectors.shape, [, size] = user.shape;
  // A sum with zeros: tfjs's own tiling is a loop over the copies where it is differentiated.
  const users = tf.add(tf.zeros([batch, length, size]), tf.expandDims(user, 1));
  return gru(tf.concat([vectors, users], 2), weights, { present });
}

function checkFit({ item, user, own, other }: Given): void {
  const [batch, size] = item.shape;
  for (const [name, history] of Object.entries({ own, other })) {
    if (history === undefined) continue;
    const { shape } = history.vectors;
    if (shape.length === 3 && shape[0] === batch && shape[2] === size) continue;
    throw new TypeError(
      `Cannot attend to the ${name} history of shape [${shape}]: expected [${batch},-1,${size}]`,
    );
  }
  if (user.rank !== 2 || user.shape[0] !== batch) {
    throw new TypeError(`Cannot read for users of shape [${user.shape}]: expected [${batch},-1]`);
  }
}

/**
 * The parameters of `daslEncoder` for one domain: its GRU under `states`, and the attention of what is
 * asked about it under `attention`.
 */
export function daslEncoderParameters(
  name: string,
  options: { size: number; userSize: number; stateSize: number; hiddenSize: number; seed: number },
): Parameters {
  const { size, userSize, stateSize, hiddenSize: outputs, seed } = options;
  return {
    ...gruParameters(`${name}.states`, { inputs: size + userSize, size: stateSize, seed }),
    ...linearParameters(`${name}.attention.state`, { inputs: stateSize, outputs, seed }),
    ...weightParameter(`${name}.attention.item`, { inputs: size, outputs, seed }),
    ...weightParameter(`${name}.attention.query`, { inputs: outputs, outputs: 1, seed }),
  };
}
