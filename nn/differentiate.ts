import { requireTf } from "./_tf.ts";
import type { Parameters } from "./parameters/parameters.ts";
import { Weights } from "./parameters/weights.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The value of a loss and its gradient by every parameter. Parameters go to the device, gradients
 * come back, nothing stays there.
 *
 * @param parameters what to differentiate by; of an embedding table, the rows that the batch uses
 * @param loss from the parameters on the device to one number; synchronous
 * @returns the loss, and per parameter a gradient of its shape
 * @throws {TypeError} if the loss is not one number, or does not depend on a parameter
 * @throws {RangeError} if the loss is not finite
 *
 * @example
 * ```ts
 * import { openDevice } from "./open_device.ts";
 * import { differentiate } from "./differentiate.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2], values: new Float32Array([3, 4]) };
 * const { value, gradients } = await differentiate({ x }, (weights) => weights.get("x", [2]).square().sum());
 * if (value !== 25 || gradients.x[1] !== 8) throw new Error("not the gradient of x²");
 * ```
 */
export async function differentiate(
  parameters: Parameters,
  loss: (weights: Weights) => Tensor,
): Promise<{ value: number; gradients: Record<string, Float32Array> }> {
  const tf = requireTf();
  const names = Object.keys(parameters);
  const held: Tensor[] = [];
  try {
    for (const name of names) {
      const { values, shape } = parameters[name];
      held.push(tf.tensor(values, [...shape], "float32"));
    }
    const { value, grads } = tf.engine().gradients(
      () => {
        const tensors = Object.fromEntries(names.map((name, i) => [name, held[i]]));
        const value = loss(new Weights(tensors));
        if (value.size === 1) return value.asScalar();
        throw new TypeError(
          `Cannot differentiate a loss of shape [${value.shape}]: ${value.size} numbers, expected one`,
        );
      },
      [...held],
      undefined,
      true,
    );
    held.push(value, ...grads.filter((gradient) => gradient !== undefined));
    const unused = names.find((_, i) => grads[i] === undefined);
    if (unused !== undefined) {
      throw new TypeError(
        `Cannot differentiate by "${unused}": the loss does not depend on it, expected that it does`,
      );
    }
    const [[number], ...arrays] = await Promise.all(
      [value, ...grads].map((tensor) => tensor.data<"float32">()),
    );
    if (!Number.isFinite(number)) {
      throw new RangeError(
        `Cannot differentiate a loss of ${number}: training diverged, expected a finite loss`,
      );
    }
    // On some devices the data of a tensor may be memory that another one shares.
    const gradients = names.map((name, i) => [name, arrays[i].slice()] as const);
    return { value: number, gradients: Object.fromEntries(gradients) };
  } finally {
    tf.dispose(held);
  }
}
