import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The sum of what experts say, by shares: Σ shareₑ · expertₑ.
 *
 * @param shares `… × experts`
 * @param experts outputs, `… × size` each
 * @returns `… × size`
 * @throws {TypeError} if the experts' shapes differ, or do not fit the shares
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { mixExperts } from "./mix_experts.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const shares = { shape: [1, 2], values: Float32Array.of(0.25, 0.75) };
 * const [mixed] = await evaluate({ shares }, (weights) => {
 *   const given = weights.get("shares", [1, 2]), zero = given.slice([0, 0], [1, 1]).mul(0);
 *   return mixExperts(given, [zero.add(4), zero.add(8)]);
 * });
 * if (mixed !== 7) throw new Error("not a quarter of 4 and three of 8");
 * ```
 */
export function mixExperts(shares: Tensor, experts: readonly Tensor[]): Tensor {
  const size = experts[0]?.shape.at(-1) ?? 0;
  const wanted = [...shares.shape.slice(0, -1), size].join();
  for (const [index, expert] of experts.entries()) {
    if (expert.shape.join() === wanted) continue;
    throw new TypeError(
      `Cannot mix expert ${index} of shape [${expert.shape}]: expected [${wanted}]`,
    );
  }
  if (shares.shape.at(-1) !== experts.length) {
    throw new TypeError(
      `Cannot mix ${experts.length} experts by shares of shape [${shares.shape}]: expected one per expert`,
    );
  }
  return tf.sum(tf.mul(tf.stack([...experts], -2), tf.expandDims(shares, -1)), -2);
}
