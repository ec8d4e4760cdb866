import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { runFlat } from "./_run_program.ts";
import { sizeOf } from "./_size_of.ts";

/**
 * Row s of the result is the sum of the rows of x whose segment is s, in their order: tfjs adds with
 * atomics, so that the bits change from run to run on a GPU. Rows of segments outside are left out.
 */
export function sumSegments(
  backend: WebGPUBackend,
  { inputs: { x, segmentIds }, attrs }: Parameters<KernelFunc>[0],
): TensorInfo {
  if (!x || !segmentIds) throw new TypeError("Cannot sum segments: no tensor, expected two");
  const shape = [Number(attrs?.numSegments), ...x.shape.slice(1)];
  const { dtype } = x;
  if (sizeOf(segmentIds.shape) === 0) {
    return backend.makeTensorInfo(shape, dtype, new Float32Array(sizeOf(shape)));
  }
  const order = sortedRows(backend, segmentIds);
  const type = dtype === "int32" ? "i32" : "f32";
  const given = {
    name: `sumSegments_${type}`,
    shape,
    dtype,
    inputs: { x, segmentIds, order },
    whole: { rows: sizeOf(segmentIds.shape), columns: sizeOf(shape.slice(1)) },
  };
  const sums = runFlat(backend, given, {
    body: `
      let segment = index / uniforms.columns;
      let column = index % uniforms.columns;
      var first = 0;
      var end = uniforms.rows;
      while (first < end) {
        let middle = (first + end) / 2;
        if (segmentIds[order[middle]] < segment) { first = middle + 1; } else { end = middle; }
      }
      var sum = ${type}(0);
      for (var at = first; at < uniforms.rows; at++) {
        let row = order[at];
        if (segmentIds[row] != segment) { break; }
        sum += x[row * uniforms.columns + column];
      }
      result[index] = sum;`,
  });
  backend.disposeData(order.dataId);
  return sums;
}

/**
 * The rows by segment, and those of one segment in their own order. Every row counts the rows before
 * it: n² comparisons, which a GPU does in less time than it takes to start log² n passes.
 */
function sortedRows(backend: WebGPUBackend, segmentIds: TensorInfo): TensorInfo {
  const { shape } = segmentIds;
  const given = { name: "sortedRows", shape, dtype: "int32" as const, inputs: { segmentIds } };
  return runFlat(backend, given, {
    body: `
      let segment = segmentIds[index];
      var before = 0;
      for (var row = 0; row < index; row++) {
        before += select(0, 1, segmentIds[row] <= segment);
      }
      for (var row = index + 1; row < uniforms.size; row++) {
        before += select(0, 1, segmentIds[row] < segment);
      }
      result[before] = index;`,
  });
}
