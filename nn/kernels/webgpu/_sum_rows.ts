import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";
import { sumParts } from "./_sum_parts.ts";

/** Parts of the rows that are added up side by side, at most. */
const PARTS = 64;

/**
 * The sum of all rows, of as many numbers as the last axis has: parts of them side by side, then the
 * parts, always in the same order. There is at least one row.
 */
export function sumRows(backend: WebGPUBackend, x: TensorInfo, rows: number): TensorInfo {
  const width = x.shape[x.shape.length - 1], parts = Math.min(rows, PARTS);
  const whole = { rows, width, each: Math.ceil(rows / parts) };
  const sums = runFlat(backend, { name: "sumRows", shape: [parts, width], inputs: { x }, whole }, {
    body: `
      let column = index % uniforms.width;
      let start = index / uniforms.width * uniforms.each;
      var sum = 0.0;
      for (var row = start; row < min(start + uniforms.each, uniforms.rows); row++) {
        sum += x[row * uniforms.width + column];
      }
      result[index] = sum;`,
  });
  const sum = sumParts(backend, sums, [width]);
  backend.disposeData(sums.dataId);
  return sum;
}
