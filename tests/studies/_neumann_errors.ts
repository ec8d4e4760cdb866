import { implicitGradient } from "../../nn/second_order/implicit_gradient.ts";
import type { RidgeWorld } from "./_ridge_world.ts";

/**
 * How far the implicit gradient is from the finite differences, relative to their length, for K = 0 …
 * the most.
 */
export async function neumannErrors(
  { parameters, losses, differences, step }: RidgeWorld,
  { most }: { most: number },
): Promise<number[]> {
  const length = (of: Float64Array) => Math.sqrt(of.reduce((sum, each) => sum + each * each, 0));
  const errors: number[] = [];
  for (let terms = 0; terms <= most; terms++) {
    const { gradients: { phi } } = await implicitGradient(parameters, losses, { terms, step });
    errors.push(length(differences.map((each, i) => phi[i] - each)) / length(differences));
  }
  return errors;
}
