import { requireTf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { withSlopeGradients } from "./_with_slope_gradients.ts";

/**
 * The product of a loss's Hessian with a vector: how the gradient by every parameter changes along a
 * direction. By back-propagation through the back-propagation, at a few times the cost of a gradient
 * and without the Hessian itself; what influence functions, and the inverse Hessians of bilevel
 * optimisation (by conjugate gradients or a Neumann series), are made of.
 *
 * Everything in the loss must be differentiable twice: a kernel of our own may stand in it only if its
 * gradient is made of differentiable operations of its inputs. tfjs's `logSoftmax` and `elu` are not,
 * and would give a wrong product in silence: take x − logSumExp(x), as the losses here do.
 *
 * Source: Pearlmutter, "Fast exact multiplication by the Hessian" (Neural Computation 6, 1994); here
 * in reverse over reverse.
 *
 * @param parameters what to differentiate by, and where
 * @param loss from the parameters on the device to one number; synchronous, and the same each time
 * @param options `direction`: by name, a number per number of the parameter; 0 for what it lacks
 * @returns per parameter a product of its shape
 * @throws {TypeError} if the direction names or sizes fit no parameter, the loss is not one number, or
 * does not depend on a parameter
 * @throws {RangeError} if a product is not finite
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { hessianVectorProduct } from "./hessian_vector_product.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2], values: new Float32Array([3, 4]) };
 * const products = await hessianVectorProduct(
 *   { x },
 *   (weights) => weights.get("x", [2]).mul(weights.get("x", [2]).reverse()).sum().div(2),
 *   { direction: { x: new Float32Array([1, 10]) } },
 * );
 * if (products.x.join() !== "10,1") throw new Error("not the cross derivatives of x y");
 * ```
 */
export async function hessianVectorProduct(
  parameters: Parameters,
  loss: (weights: Weights) => Tensor,
  { direction }: { direction: Readonly<Record<string, Float32Array>> },
): Promise<Record<string, Float32Array>> {
  const tf = requireTf();
  check(parameters, direction);
  const held: Tensor[] = [];
  const onDevice = (values: Float32Array, shape: readonly number[]): Tensor => {
    const tensor = tf.tensor(values, [...shape], "float32");
    held.push(tensor);
    return tensor;
  };
  try {
    const given = new Map<string, Tensor>(), along: Tensor[] = [];
    for (const [name, { values, shape }] of Object.entries(parameters)) {
      given.set(name, onDevice(values, shape));
      along.push(onDevice(direction[name] ?? new Float32Array(values.length), shape));
    }
    const tensors = [...given.values()];
    const gradients = withSlopeGradients(given, loss, (slopes) => slopes({ along, by: tensors }));
    held.push(...gradients.filter((product) => product !== undefined));
    const products = await Promise.all(Array.from(given.keys(), async (name, i) => {
      // A gradient that does not depend on a parameter does not change with it.
      const product = await gradients[i]?.data<"float32">();
      return [name, product?.slice() ?? new Float32Array(tensors[i].size)] as const;
    }));
    const broken = products.find(([, product]) => !product.every(Number.isFinite));
    if (broken === undefined) return Object.fromEntries(products);
    throw new RangeError(
      `Cannot multiply by the Hessian: the product of "${
        broken[0]
      }" is not finite, expected finite numbers`,
    );
  } finally {
    tf.dispose(held);
  }
}

function check(parameters: Parameters, direction: Readonly<Record<string, Float32Array>>): void {
  for (const [name, { length }] of Object.entries(direction)) {
    const wanted = parameters[name]?.values.length;
    if (length === wanted) continue;
    throw new TypeError(
      wanted === undefined
        ? `Cannot go along "${name}": no such parameter, expected one`
        : `Cannot go along "${name}": ${length} numbers, expected ${wanted}`,
    );
  }
}
