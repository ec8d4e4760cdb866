import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { attend } from "./_attend.ts";
import { linear, linearParameters } from "./linear.ts";

/**
 * Multi-head attention with biases and an output layer: of a sequence to itself, or to another one
 * (`memory`, cross-attention). Positions of padding are seen by none, on whichever side they are.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.2.
 *
 * @param x `batch × length × size`
 * @param weights `query`, `key`, `value`, `output`, each a `linear`; `key` and `value` from the size
 * of the memory
 * @param options `heads`: a divisor of `size`; `memory`: `batch × keys × any size`, x itself if not
 * given; `present`: 1 for a position of the memory that is there, 0 for padding, `batch × keys`;
 * `causal`: position t sees those up to t only
 * @returns `batch × length × size`; a position that may see none gets the output of zeros
 * @throws {RangeError} if `heads` does not divide `size`
 * @throws {TypeError} if `memory` or `present` do not fit
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { multiHeadAttention, multiHeadAttentionParameters } from "./multi_head_attention.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = multiHeadAttentionParameters("attention", { size: 2, seed: 1 });
 * const attended = (padding: number) => {
 *   const x = { shape: [1, 2, 2], values: new Float32Array([1, 2, padding, padding]) };
 *   return evaluate({ ...parameters, x }, (weights) =>
 *     multiHeadAttention(weights.get("x", [1, 2, 2]), weights.within("attention"), {
 *       heads: 1,
 *       present: new Uint8Array([1, 0]),
 *     }));
 * };
 * if ((await attended(3))[0] !== (await attended(4))[0]) throw new Error("padding was seen");
 * ```
 */
export function multiHeadAttention(
  x: Tensor,
  weights: Weights,
  options: { heads: number; memory?: Tensor; present?: Uint8Array; causal?: boolean },
): Tensor {
  const { heads, memory = x, present, causal } = options;
  const [batch, length] = x.shape, [memories, keys] = memory.shape;
  if (memory.rank !== 3 || memories !== batch || (causal && keys !== length)) {
    throw new TypeError(
      `Cannot attend to a memory of shape [${memory.shape}]: expected [${batch},${
        causal ? length : -1
      },-1]`,
    );
  }
  if (present !== undefined && present.length !== batch * keys) {
    throw new TypeError(
      `Cannot mask a memory of shape [${memory.shape}] by ${present.length} numbers: expected ${
        batch * keys
      }`,
    );
  }
  const parts = {
    query: linear(x, weights.within("query")),
    key: linear(memory, weights.within("key")),
    value: linear(memory, weights.within("value")),
  };
  return linear(attend(parts, { heads, causal, present }), weights.within("output"));
}

/** The parameters of `multiHeadAttention`; `memorySize` is `size` where it is not given. */
export function multiHeadAttentionParameters(
  name: string,
  options: { size: number; memorySize?: number; seed: number },
): Parameters {
  const { size, memorySize = size, seed } = options;
  return {
    ...linearParameters(`${name}.query`, { inputs: size, outputs: size, seed }),
    ...linearParameters(`${name}.key`, { inputs: memorySize, outputs: size, seed }),
    ...linearParameters(`${name}.value`, { inputs: memorySize, outputs: size, seed }),
    ...linearParameters(`${name}.output`, { inputs: size, outputs: size, seed }),
  };
}
