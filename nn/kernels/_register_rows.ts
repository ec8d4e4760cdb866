import type { TensorInfo } from "@tensorflow/tfjs";
import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/**
 * What moves and adds whole rows. tfjs lacks the sum over segments (the gradient of every gather),
 * gathers rows 25 times slower than they are copied, copies a tensor for every clone, turns one
 * around to sum over its first axes, and copies all of one to take a slice.
 */
export function registerRows(heap: WasmHeap): void {
  heap.register("Identity", (stock) => (call) => {
    const x = given(call.inputs, "x");
    return x.dtype === "string" ? stock(call) : heap.alias(x, x.shape);
  });
  heap.register("UnsortedSegmentSum", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), segments = given(inputs, "segmentIds");
    const count = sizeOf(segments.shape), rest = x.shape.slice(segments.shape.length);
    const out = heap.zeros([Number(attrs?.numSegments), ...rest], x.dtype);
    if (x.dtype !== "float32") return addWholeNumbers(heap, x, segments, out);
    const [to, from, ids] = [out, x, segments].map((each) => heap.address(each));
    const bad = heap.kernels.addRows(from, ids, to, count, out.shape[0], sizeOf(rest));
    return checked(heap, bad, segments, out, out.shape[0]);
  });
  heap.register("GatherV2", (stock) => (call) => {
    const x = given(call.inputs, "x"), indices = given(call.inputs, "indices");
    const rows = x.shape.length === 2 && (x.dtype === "float32" || x.dtype === "int32") &&
      indices.dtype === "int32" && call.attrs?.axis === 0 && call.attrs.batchDims === 0;
    if (!rows) return stock(call);
    const [count, size] = x.shape, out = heap.output([...indices.shape, size], x.dtype);
    const [to, from, ids] = [out, x, indices].map((each) => heap.address(each));
    const bad = heap.kernels.gatherRows(from, ids, to, sizeOf(indices.shape), count, size);
    return checked(heap, bad, indices, out, count);
  });
  heap.register("Sum", (stock) => (call) => {
    const x = given(call.inputs, "x"), axes = axesOf(call.attrs?.axis, x.shape.length);
    if (x.shape.includes(0) && x.dtype === "float32") {
      // tfjs leaves what stands in memory.
      const rest = (size: number, axis: number): number[] =>
        !axes.includes(axis) ? [size] : call.attrs?.keepDims ? [1] : [];
      return heap.zeros(x.shape.flatMap(rest));
    }
    const leading = axes.length > 0 && axes.length < x.shape.length &&
      axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== "float32") return stock(call);
    const rest = x.shape.slice(axes.length);
    const out = heap.zeros(call.attrs?.keepDims ? [...axes.map(() => 1), ...rest] : rest);
    const [to, from] = [out, x].map((each) => heap.address(each));
    heap.kernels.sumRows(from, to, sizeOf(x.shape.slice(0, axes.length)), sizeOf(rest));
    return out;
  });
}

/** The result, unless the place of an index that names no row was found. */
function checked(
  heap: WasmHeap,
  bad: number,
  indices: TensorInfo,
  out: TensorInfo,
  rows: number,
): TensorInfo {
  if (bad < 0) return out;
  const id = heap.values(indices)[bad];
  throw new RangeError(`Cannot gather row ${id}: there are ${rows}, expected 0 … ${rows - 1}`);
}

function addWholeNumbers(
  heap: WasmHeap,
  x: TensorInfo,
  segments: TensorInfo,
  out: TensorInfo,
): TensorInfo {
  const sums = heap.values(out), from = heap.values(x), ids = heap.values(segments);
  const size = ids.length === 0 ? 0 : from.length / ids.length;
  for (let row = 0; row < ids.length; row++) {
    if (ids[row] >= out.shape[0]) return checked(heap, row, segments, out, out.shape[0]);
    if (ids[row] < 0) continue;
    for (let i = 0; i < size; i++) sums[ids[row] * size + i] += from[row * size + i];
  }
  return out;
}

function axesOf(axis: unknown, rank: number): number[] {
  const axes = axis === undefined || axis === null ? [...Array(rank).keys()] : [axis].flat();
  return axes.map((each) => (Number(each) + rank) % rank).sort((a, b) => a - b);
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
