import { tf } from "../_tf.ts";
import { stopGradient } from "../layers/stop_gradient.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Weights of the domains' losses, which follow how much each domain gains from the others:
 * softmax((α λ + β φ) / δ) of the weights λ of the batch before and this batch's gains φ. A domain
 * that the others harm weighs less. α and β learn through the loss that is weighted, towards the
 * domains that are told well; λ and φ are taken as given, so that no model can better its loss by
 * making a domain's gain worse.
 *
 * Source: Park et al., "Pacer and runner: cooperative learning framework between single- and
 * cross-domain sequential recommendation" (SIGIR 2024), equation 11.
 *
 * @param gains φ per domain: what is lost by the domain alone minus what is lost with all
 * @param weights `alpha`, `beta`, each a number
 * @param options `previous`: λ of the batch before, zeros in the beginning; `temperature` δ, above 0
 * @returns λ: a number per domain, 1 in all
 * @throws {TypeError} if there is not one previous weight per domain
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { evaluate } from "../evaluate.ts";
 * import { domainWeights, domainWeightsParameters } from "./domain_weights.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const gains = { shape: [2], values: Float32Array.of(-1, 1) };
 * const [harmed, helped] = await evaluate(
 *   { ...domainWeightsParameters("lambda"), gains },
 *   (weights) => {
 *     const phi = weights.get("gains", [2]), options = { previous: phi.mul(0), temperature: 1 };
 *     return domainWeights(phi, weights.within("lambda"), options);
 *   },
 * );
 * if (!(harmed < helped)) throw new Error("negative transfer is rewarded");
 * ```
 */
export function domainWeights(
  gains: Tensor,
  weights: Weights,
  { previous, temperature }: { previous: Tensor; temperature: number },
): Tensor {
  if (gains.rank !== 1 || previous.shape.join() !== gains.shape.join()) {
    throw new TypeError(
      `Cannot weigh domains by gains of shape [${gains.shape}] and weights of shape [${previous.shape}]: expected [domains] twice`,
    );
  }
  const kept = tf.mul(stopGradient(previous), weights.get("alpha", [1]));
  const gained = tf.mul(stopGradient(gains), weights.get("beta", [1]));
  return tf.softmax(tf.div(tf.add(kept, gained), temperature));
}

/** The parameters of `domainWeights`, both 1 in the beginning. */
export function domainWeightsParameters(name: string): Parameters {
  return {
    [`${name}.alpha`]: constantParameter([1], 1),
    [`${name}.beta`]: constantParameter([1], 1),
  };
}
