import { tf } from "../_tf.ts";
import { linear, linearParameters } from "../layers/linear.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import type { PaddedVectors } from "./_padded_vectors.ts";
import { minetAttention, minetAttentionParameters } from "./_minet_attention.ts";
import { weightParameter } from "./_weight_parameter.ts";

/**
 * MiNet's mixed interests: an item of the target domain beside what its user is interested in, each
 * interest as strong as it matters for the item.
 *
 * - Long-term interest across domains: the user's vector p_u.
 * - Short-term interests p_t and p_s: what the user had lately in the target and in the source domain,
 *   pooled by item-level attention, softmax(hᵀ relu(W [r, q, p_u, r ∘ q])) over the items; an item of
 *   the source meets q through a transfer matrix of low rank, r M ∘ q.
 * - Interest-level attention: v_k = exp(g_kᵀ relu(V_k [q, p_u, p_t, p_s]) + b_k). No softmax: all
 *   interests may matter, or none.
 * - Out comes [q, v_u p_u, v_t p_t, v_s p_s]. Without `source` the last part is in neither.
 *
 * Source: Ouyang et al., "MiNet: mixed interest network for cross-domain click-through rate
 * prediction" (CIKM 2020), as its released code has it.
 *
 * @param given `item` q, `batch × size`; `user` p_u, `batch × userSize`; `target` and `source`: the
 * user's histories, `batch × any length × size`
 * @param weights as from `minetEncoderParameters`
 * @returns `batch × (2 size + userSize)`, with `source` one size more
 * @throws {TypeError} if something does not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { minetEncoder, minetEncoderParameters } from "./minet_encoder.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = minetEncoderParameters("encoder", { size: 2, userSize: 2, hiddenSize: 4, seed: 1 });
 * const item = { shape: [1, 2], values: Float32Array.of(1, 2) };
 * const history = { shape: [1, 1, 2], values: Float32Array.of(3, 4) };
 * const mixed = await evaluate({ ...parameters, item, history }, (weights) => {
 *   const item = weights.get("item", [1, 2]), vectors = weights.get("history", [1, 1, 2]);
 *   const target = { vectors, present: Uint8Array.of(1) };
 *   return minetEncoder({ item, user: item, target }, weights.within("encoder"));
 * });
 * if (Math.abs(mixed[4] / mixed[5] - 3 / 4) > 1e-6) throw new Error("not the only item that was had");
 * ```
 */
export function minetEncoder(given: Given, weights: Weights): Tensor {
  const { item, user, target, source } = given;
  checkFit(given);
  const interests: [string, Tensor][] = [
    ["user", user],
    ["target", minetAttention(target, given, weights.within("target"), { transfer: false })],
  ];
  if (source) {
    const short = minetAttention(source, given, weights.within("source"), { transfer: true });
    interests.push(["source", short]);
  }
  const all = tf.concat([item, ...interests.map(([, interest]) => interest)], 1);
  const [, inputs] = all.shape;
  const weighed = interests.map(([name, interest]) => {
    const inside = weights.within(`interests.${name}`);
    const inner = tf.relu(tf.matMul(all, inside.get("hidden.weight", [inputs, -1])));
    return tf.mul(interest, tf.exp(linear(inner, inside.within("query"))));
  });
  return tf.concat([item, ...weighed], 1);
}

interface Given {
  readonly item: Tensor;
  readonly user: Tensor;
  readonly target: PaddedVectors;
  readonly source?: PaddedVectors;
}

function checkFit({ item, user, target, source }: Given): void {
  const [batch, size] = item.shape;
  for (const [name, history] of Object.entries({ target, source })) {
    if (history === undefined) continue;
    const { shape } = history.vectors;
    if (shape.length === 3 && shape[0] === batch && shape[2] === size) continue;
    throw new TypeError(
      `Cannot attend to a ${name} history of shape [${shape}]: expected [${batch},-1,${size}]`,
    );
  }
  if (user.rank !== 2 || user.shape[0] !== batch) {
    throw new TypeError(`Cannot mix users of shape [${user.shape}]: expected [${batch},-1]`);
  }
}

/**
 * The parameters of `minetEncoder`.
 *
 * @param options `hiddenSize`: numbers of the hidden layers of all attentions; `transferSize`: rank of
 * the transfer matrix, given where the encoder sees a source domain
 */
export function minetEncoderParameters(
  name: string,
  options: {
    size: number;
    userSize: number;
    hiddenSize: number;
    transferSize?: number;
    seed: number;
  },
): Parameters {
  const { transferSize, ...attention } = options, { size, userSize, hiddenSize, seed } = options;
  const interests = ["user", "target", ...transferSize === undefined ? [] : ["source"]];
  const inputs = interests.length * size + userSize;
  return Object.assign(
    minetAttentionParameters(`${name}.target`, attention),
    transferSize !== undefined && minetAttentionParameters(`${name}.source`, options),
    ...interests.map((interest) => {
      const path = `${name}.interests.${interest}`;
      return {
        ...weightParameter(`${path}.hidden`, { inputs, outputs: hiddenSize, seed }),
        ...linearParameters(`${path}.query`, { inputs: hiddenSize, outputs: 1, seed }),
        // Released code: at first the user's own vector counts e times as much as what was had.
        ...interest === "user" && { [`${path}.query.bias`]: constantParameter([1], 1) },
      };
    }),
  );
}
