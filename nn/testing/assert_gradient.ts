import { RandomStream } from "../../core/random_stream.ts";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";

/** Length of the step on each side: float32 losses of about 1 then give slopes to about 1e-5. */
const STEP = 0.01;

/**
 * Asserts that the gradients of a loss are its slopes: for every parameter and three random
 * directions of length 1, gradient · direction against the central difference.
 *
 * @param parameters what the loss is of
 * @param loss a smooth function around them
 * @throws {Error} if a slope is off by more than 2e-3 (relative to 1, or to itself if larger), or a
 * gradient is 0 everywhere
 *
 * @example
 * ```ts
 * import { assertGradient } from "./assert_gradient.ts";
 * import { openDevice } from "../open_device.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2], values: new Float32Array([3, 4]) };
 * await assertGradient({ x }, (weights) => weights.get("x", [2]).square().sum());
 * ```
 */
export async function assertGradient(
  parameters: Parameters,
  loss: (weights: Weights) => Tensor,
): Promise<void> {
  const { gradients } = await differentiate(parameters, loss);
  for (const [name, { shape, values }] of Object.entries(parameters)) {
    const gradient = gradients[name];
    if (gradient.every((slope) => slope === 0)) {
      throw new Error(`Cannot check the gradient of "${name}": all 0, expected slopes`);
    }
    for (let trial = 0; trial < 3; trial++) {
      const random = RandomStream.from(trial, "direction", name);
      const drawn = Float64Array.from(values, () => random.normal());
      const length = Math.sqrt(drawn.reduce((sum, each) => sum + each * each, 0));
      const direction = drawn.map((each) => each / length);
      const at = async (step: number): Promise<number> => {
        const moved = values.map((value, i) => value + step * direction[i]);
        return (await evaluate({ ...parameters, [name]: { shape, values: moved } }, loss))[0];
      };
      const slope = (await at(STEP) - await at(-STEP)) / (2 * STEP);
      const claimed = gradient.reduce((sum, each, i) => sum + each * direction[i], 0);
      if (!(Math.abs(slope - claimed) <= 2e-3 * Math.max(1, Math.abs(slope)))) {
        throw new Error(`Gradient of "${name}" says ${claimed}, expected the slope ${slope}`);
      }
    }
  }
}
