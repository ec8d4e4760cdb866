import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { attend } from "./_attend.ts";
import { glorotParameter } from "./_glorot_parameter.ts";
import { product } from "./_product.ts";

/**
 * Scaled dot-product self-attention in which position t sees the positions up to t only.
 *
 * Sequences are padded on the right: the positions of a sequence then never see its padding, and no
 * mask per sequence is needed. What stands at padded positions is of no meaning.
 *
 * Source: Vaswani et al., "Attention is all you need" (NeurIPS 2017), §3.2; no biases and no output
 * projection, as in Kang & McAuley, "Self-attentive sequential recommendation" (ICDM 2018), §III-B.
 *
 * @param x `batch × length × size`
 * @param weights `query.weight`, `key.weight`, `value.weight`, each `size × size`
 * @param options `heads`: a divisor of `size`
 * @returns `batch × length × size`
 * @throws {RangeError} if `heads` does not divide `size`
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { causalSelfAttention, causalSelfAttentionParameters } from "./causal_self_attention.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const parameters = causalSelfAttentionParameters("attention", { size: 2, seed: 1 });
 * const first = async (second: number) => {
 *   const x = { shape: [1, 2, 2], values: new Float32Array([1, 2, second, second]) };
 *   const y = await evaluate({ ...parameters, x }, (weights) =>
 *     causalSelfAttention(weights.get("x", [1, 2, 2]), weights.within("attention"), { heads: 1 }));
 *   return y.subarray(0, 2).join();
 * };
 * if (await first(3) !== await first(4)) throw new Error("the first position saw the second");
 * ```
 */
export function causalSelfAttention(
  x: Tensor,
  weights: Weights,
  { heads }: { heads: number },
): Tensor {
  const [, , size] = x.shape;
  const part = (name: string) => product(x, weights.get(`${name}.weight`, [size, size]));
  const parts = { query: part("query"), key: part("key"), value: part("value") };
  return attend(parts, { heads, causal: true });
}

/** The parameters of `causalSelfAttention`, after Glorot. */
export function causalSelfAttentionParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  return Object.fromEntries(["query", "key", "value"].map((part) => {
    const path = `${name}.${part}.weight`;
    return [path, glorotParameter(path, { inputs: size, outputs: size, seed })];
  }));
}
