import { tf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { linear, linearParameters } from "./linear.ts";
import { mixExperts } from "./mix_experts.ts";
import { stopGradient } from "./stop_gradient.ts";

/**
 * A mixture of experts: the sum of what the experts say, by shares that a gate gives per row:
 * Σ softmax(gate(x))ₑ · expertₑ. What the experts are is the caller's: several mixtures may share
 * them, each with a gate of its own (multi-gate).
 *
 * Source: Ma et al., "Modeling task relationships in multi-task learning with multi-gate
 * mixture-of-experts" (KDD 2018), equations 6 and 7; here the gate has a bias.
 *
 * @param x what the gate decides by, `… × inputs`
 * @param weights `gate`, a `linear` from inputs to the number of experts
 * @param options `experts`: their outputs, `… × size` each; `stopped`: indices of those that learn
 * nothing from this mixture (their gate does)
 * @returns `… × size`
 * @throws {TypeError} if the experts' shapes differ, or do not fit x
 * @throws {RangeError} if there is no such expert to stop
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { mixtureOfExperts, mixtureOfExpertsParameters } from "./mixture_of_experts.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1, 1], values: new Float32Array(1) };
 * const [mean] = await evaluate(
 *   { ...mixtureOfExpertsParameters("mix", { inputs: 1, experts: 2, seed: 1 }), x },
 *   (weights) => {
 *     const zero = weights.get("x", [1, 1]), experts = [zero.add(3), zero.add(5)];
 *     return mixtureOfExperts(zero, weights.within("mix"), { experts });
 *   },
 * );
 * if (mean !== 4) throw new Error("not half of each");
 * ```
 */
export function mixtureOfExperts(
  x: Tensor,
  weights: Weights,
  { experts, stopped = [] }: { experts: readonly Tensor[]; stopped?: readonly number[] },
): Tensor {
  for (const index of stopped) {
    if (index in experts) continue;
    throw new RangeError(
      `Cannot stop expert ${index}: none of ${experts.length}, expected 0 … ${experts.length - 1}`,
    );
  }
  const shares = tf.softmax(linear(x, weights.within("gate")));
  const said = experts.map((expert, index) =>
    stopped.includes(index) ? stopGradient(expert) : expert
  );
  return mixExperts(shares, said);
}

/** The parameters of `mixtureOfExperts`: those of its gate. */
export function mixtureOfExpertsParameters(
  name: string,
  { inputs, experts, seed }: { inputs: number; experts: number; seed: number },
): Parameters {
  return linearParameters(`${name}.gate`, { inputs, outputs: experts, seed });
}
