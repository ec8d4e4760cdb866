import { lossGradients } from "./_loss_gradients.ts";
import { requireTf } from "./_tf.ts";
import type { Parameters } from "./parameters/parameters.ts";
import type { Weights } from "./parameters/weights.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The value of a loss and its gradient by every parameter. Parameters go to the device, gradients
 * come back, nothing stays there.
 *
 * @param parameters what to differentiate by; of an embedding table, the rows that the batch uses
 * @param loss from the parameters on the device to one number; synchronous
 * @returns the loss, per parameter a gradient of its shape, and by path what the loss recorded
 * (`Weights.record`)
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
): Promise<{
  value: number;
  gradients: Record<string, Float32Array>;
  records: Record<string, Float32Array>;
}> {
  const tf = requireTf();
  const held: Tensor[] = [],
    given = new Map<string, Tensor>(),
    recorded = new Map<string, Tensor>();
  const record = (path: string, tensor: Tensor) => {
    // A copy that outlives the computation.
    const copy = tf.keep(tensor.clone());
    held.push(copy);
    recorded.set(path, copy);
  };
  try {
    for (const [name, { values, shape }] of Object.entries(parameters)) {
      given.set(name, tf.tensor(values, [...shape], "float32"));
    }
    held.push(...given.values());
    const { value, gradients } = lossGradients(given, loss, record);
    held.push(value, ...gradients);
    const [[number], ...arrays] = await Promise.all(
      [value, ...gradients, ...recorded.values()].map((tensor) => tensor.data<"float32">()),
    );
    if (!Number.isFinite(number)) {
      throw new RangeError(
        `Cannot differentiate a loss of ${number}: training diverged, expected a finite loss`,
      );
    }
    // On some devices the data of a tensor may be memory that another one shares.
    const named = (paths: Iterable<string>, from: number) =>
      Object.fromEntries(Array.from(paths, (path, i) => [path, arrays[from + i].slice()] as const));
    return {
      value: number,
      gradients: named(given.keys(), 0),
      records: named(recorded.keys(), given.size),
    };
  } finally {
    tf.dispose(held);
  }
}
