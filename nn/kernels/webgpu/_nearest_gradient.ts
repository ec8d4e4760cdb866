import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";

/**
 * The gradients of `nearest`: a pair adds its slope times the row of y to that of x, and the other way
 * round. An invocation has a number of the result, and adds up the pairs that chose its row, in order.
 *
 * @param given `rows`: of x and of y, `2 × users × others`; `slope`: `users × others`
 */
export function nearestGradient(
  backend: WebGPUBackend,
  given: { x: TensorInfo; y: TensorInfo; rows: TensorInfo; slope: TensorInfo },
): TensorInfo[] {
  const { x, y, rows, slope } = given, [users, others] = slope.shape, pairs = users * others;
  const [, length, width] = x.shape, otherLength = y.shape[1];
  const byX = runFlat(backend, {
    name: "nearestByX",
    shape: x.shape,
    inputs: { y, rows, slope },
    whole: { width, length, others, pairs },
  }, {
    body: `
      let row = index / uniforms.width;
      let first = row / uniforms.length * uniforms.others;
      var sum = 0.0;
      for (var pair = first; pair < first + uniforms.others; pair++) {
        if (rows[pair] == row) {
          let other = rows[uniforms.pairs + pair];
          sum += slope[pair] * y[other * uniforms.width + index % uniforms.width];
        }
      }
      result[index] = sum;`,
  });
  const byY = runFlat(backend, {
    name: "nearestByY",
    shape: y.shape,
    inputs: { x, rows, slope },
    whole: { width, length: otherLength, others, pairs },
  }, {
    body: `
      let row = index / uniforms.width;
      var sum = 0.0;
      for (var pair = row / uniforms.length; pair < uniforms.pairs; pair += uniforms.others) {
        if (rows[uniforms.pairs + pair] == row) {
          sum += slope[pair] * x[rows[pair] * uniforms.width + index % uniforms.width];
        }
      }
      result[index] = sum;`,
  });
  return [byX, byY];
}
