import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertNear } from "./assert_near.ts";
import { goldenParameter } from "./golden_parameter.ts";

/**
 * Asserts that a layer gives PyTorch's output, within 1e-5, and its gradients, within 1e-4: those of
 * the output's product with the array `slopes` of `tests/goldens/layers.py`.
 *
 * @param parameters what the layer is of
 * @param golden output and gradients by the names of parameters
 * @param layer from the parameters on the device to its output
 * @throws {Error} at the first number that is off
 *
 * @example
 * ```ts
 * import { assertGoldenLayer } from "./assert_golden_layer.ts";
 * import { goldenParameter } from "./golden_parameter.ts";
 * import { openDevice } from "../open_device.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1], values: new Float32Array([3]) };
 * const { values: [slope] } = goldenParameter("slopes", [1]);
 * const golden = { output: [6], gradients: { x: [2 * slope] } };
 * await assertGoldenLayer({ x }, golden, (weights) => weights.get("x", [1]).mul(2));
 * ```
 */
export async function assertGoldenLayer(
  parameters: Parameters,
  golden: { output: number[]; gradients: Record<string, number[]> },
  layer: (weights: Weights) => Tensor,
): Promise<void> {
  assertNear(await evaluate(parameters, layer), golden.output, 1e-5);
  const slopes = goldenParameter("slopes", [golden.output.length]);
  const { gradients } = await differentiate({ ...parameters, slopes }, (weights) => {
    const output = layer(weights);
    return output.mul(weights.get("slopes", [output.size]).reshape(output.shape)).sum();
  });
  const { slopes: _, ...own } = gradients;
  const names = Object.keys(own).sort().join(),
    wanted = Object.keys(golden.gradients).sort().join();
  if (names !== wanted) throw new Error(`Gradients of ${names}, expected those of ${wanted}`);
  for (const [name, expected] of Object.entries(golden.gradients)) {
    assertNear(gradients[name], expected, 1e-4);
  }
}
