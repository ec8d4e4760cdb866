import type { Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/**
 * φ(d), the negative transfer gap (definition 2, equation 10): what the single-domain task loses on a
 * domain's targets minus what the cross-domain task loses on the same ones, summed over a sequence, the
 * mean over the batch. Below 0 the other domains do harm.
 *
 * @param single losses of the single-domain tasks
 * @param cross losses of the cross-domain task
 * @param options `common`: place of every target of `single` among those of `cross`, −1 for one that the
 * merged sequences were cut before; `domain` per target of `single`; `domains`; `size` of the batch
 * @returns a number per domain, 0 where there is no common target
 *
 * @example
 * ```ts
 * import { evaluate, openDevice } from "@permafrost/bench/nn";
 * import { transferGap } from "./_transfer_gap.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const losses = { shape: [2], values: Float32Array.of(1, 3) };
 * const [gap] = await evaluate({ losses }, (weights) => {
 *   const both = weights.get("losses", [2]), options = { domain: [0, 0], domains: 1, size: 1 };
 *   return transferGap(both, both, { ...options, common: Int32Array.of(1, -1) });
 * });
 * if (gap !== 1 - 3) throw new Error("not of the common target alone");
 * ```
 */
export function transferGap(
  single: Tensor,
  cross: Tensor,
  options: { common: Int32Array; domain: ArrayLike<number>; domains: number; size: number },
): Tensor {
  const { common, domain, domains, size } = options;
  const both = Int32Array.from([...common.keys()].filter((at) => common[at] >= 0));
  if (both.length === 0) return tf.zeros([domains]);
  const own = single.gather(tf.tensor1d(both, "int32"));
  const merged = cross.gather(tf.tensor1d(both.map((at) => common[at]), "int32"));
  return sumsBy(own.sub(merged), Array.from(both, (at) => domain[at]), domains).div(size);
}

/** Sums of numbers by the domain of each. */
export function sumsBy(numbers: Tensor, domain: ArrayLike<number>, domains: number): Tensor {
  const count = domain.length, flags = new Float32Array(domains * count);
  for (let at = 0; at < count; at++) flags[domain[at] * count + at] = 1;
  return tf.tensor2d(flags, [domains, count]).matMul(numbers.reshape([count, 1]))
    .reshape([domains]);
}
