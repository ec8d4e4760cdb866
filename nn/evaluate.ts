import { requireTf } from "./_tf.ts";
import type { Parameters } from "./parameters/parameters.ts";
import { Weights } from "./parameters/weights.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The values of a function of some parameters, computed on the device. Nothing stays there.
 *
 * @param parameters what the function reads
 * @param compute from the parameters on the device to one tensor; synchronous
 * @returns its values, row-major
 *
 * @example
 * ```ts
 * import { openDevice } from "./open_device.ts";
 * import { evaluate } from "./evaluate.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [2], values: new Float32Array([3, 4]) };
 * if ((await evaluate({ x }, (weights) => weights.get("x", [2]).square()))[1] !== 16) throw new Error("not x²");
 * ```
 */
export async function evaluate(
  parameters: Parameters,
  compute: (weights: Weights) => Tensor,
): Promise<Float32Array> {
  const tf = requireTf();
  const result = tf.tidy(() =>
    compute(
      new Weights(
        Object.fromEntries(
          Object.entries(parameters).map((
            [name, { values, shape }],
          ) => [name, tf.tensor(values, [...shape], "float32")]),
        ),
      ),
    )
  );
  try {
    // A copy: the data of a tensor may be the parameter's own memory.
    return (await result.data<"float32">()).slice();
  } finally {
    result.dispose();
  }
}
