import { differentiate } from "../differentiate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { hessianVectorProduct } from "../second_order/hessian_vector_product.ts";
import type { Tensor } from "../tensor.ts";
import { assertNear } from "./assert_near.ts";
import { randomParameter } from "./random_parameter.ts";

const STEP = 0.01;

/**
 * Asserts that the product of a loss's Hessian with a random direction is, per parameter, how the
 * gradient changes from one side to the other of a small step along it.
 *
 * @param parameters what the loss is of
 * @param loss a function that is smooth twice around them
 * @throws {Error} if a number is off by more than 0.5 % of the largest of its parameter
 *
 * @example
 * ```ts
 * import { assertHessian } from "./assert_hessian.ts";
 * import { openDevice } from "../open_device.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2], values: new Float32Array([3, 4]) };
 * await assertHessian({ x }, (weights) => weights.get("x", [2]).square().square().mean());
 * ```
 */
export async function assertHessian(
  parameters: Parameters,
  loss: (weights: Weights) => Tensor,
): Promise<void> {
  const entries = Object.entries(parameters);
  const direction = Object.fromEntries(entries.map(([name, { shape, values }]) => {
    const { values: drawn } = randomParameter(`direction ${name}`, shape, 1);
    return [name, drawn.map((each) => each / Math.sqrt(values.length * entries.length))];
  }));
  const gradientAt = async (side: number) => {
    const moved = entries.map(([name, { shape, values }]) => {
      return [name, { shape, values: values.map((each, i) => each + side * direction[name][i]) }];
    });
    return (await differentiate(Object.fromEntries(moved), loss)).gradients;
  };
  const products = await hessianVectorProduct(parameters, loss, { direction });
  const ahead = await gradientAt(STEP), behind = await gradientAt(-STEP);
  for (const [name] of entries) {
    const change = ahead[name].map((each, i) => (each - behind[name][i]) / (2 * STEP));
    const unit = Math.max(0.01, ...change.map(Math.abs));
    const scaled = (numbers: Float32Array) => numbers.map((each) => each / unit);
    assertNear(scaled(products[name]), scaled(change), 5e-3);
  }
}
