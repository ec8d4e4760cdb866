import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";
import { sizeOf } from "./_size_of.ts";

/**
 * The sum of parts that lie one after the other, in their order; zeros where there is none.
 *
 * @param shape of the sum
 * @param options `first`: where in a part what is summed begins
 */
export function sumParts(
  backend: WebGPUBackend,
  x: TensorInfo,
  shape: number[],
  { first = 0 }: { first?: number } = {},
): TensorInfo {
  const [parts] = x.shape, size = sizeOf(shape);
  if (parts === 0) return backend.makeTensorInfo(shape, "float32", new Float32Array(size));
  const whole = { parts, first, step: sizeOf(x.shape) / parts };
  return runFlat(backend, { name: "sumParts", shape, inputs: { x }, whole }, {
    body: `
      let at = uniforms.first + index;
      var sum = x[at];
      for (var part = 1; part < uniforms.parts; part++) { sum += x[part * uniforms.step + at]; }
      result[index] = sum;`,
  });
}
