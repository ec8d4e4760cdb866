import type { TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../_tf.ts";
import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** Slices, and what is made of them: tfjs copies all of a tensor before it takes a part. */
export function registerSlices(heap: WasmHeap): void {
  heap.register("Slice", (stock) => (call) => {
    const x = given(call.inputs, "x");
    if (!isWords(x)) return stock(call);
    const [begin, size] = [call.attrs?.begin, call.attrs?.size].map((each) => numbers(each));
    const [first, sizes] = tf.slice_util.parseSliceParams(x, begin, size);
    return slice(heap, x, first, sizes);
  });
  heap.register("SplitV", (stock) => (call) => {
    const x = given(call.inputs, "x");
    if (!isWords(x)) return stock(call);
    const axis = axisOf(call.attrs?.axis, x), parts = numbers(call.attrs?.numOrSizeSplits);
    const sizes = parts.length > 1 || Array.isArray(call.attrs?.numOrSizeSplits)
      ? parts.map((size) => size < 0 ? x.shape[axis] - sum(parts) + size : size)
      : Array<number>(parts[0]).fill(x.shape[axis] / parts[0]);
    let first = 0;
    return sizes.map((size) => {
      const begin = x.shape.map((_, i) => i === axis ? first : 0);
      first += size;
      return slice(heap, x, begin, x.shape.with(axis, size));
    });
  });
  heap.register("Unpack", (stock) => (call) => {
    const x = given(call.inputs, "value");
    if (!isWords(x)) return stock(call);
    const axis = axisOf(call.attrs?.axis, x), one = x.shape.with(axis, 1);
    return Array.from({ length: x.shape[axis] }, (_, at) => {
      const part = slice(heap, x, x.shape.map((_, i) => i === axis ? at : 0), one);
      return { ...part, shape: x.shape.toSpliced(axis, 1) };
    });
  });
}

/** A part of a tensor, in as long pieces as lie side by side. */
function slice(heap: WasmHeap, x: TensorInfo, begin: number[], size: number[]): TensorInfo {
  const out = heap.output(size, x.dtype), rank = size.length;
  if (size.includes(0)) return out;
  let from = heap.address(x), to = heap.address(out), bytes = 4, axis = rank - 1;
  const steps = x.shape.map((_, i) => 4 * product(x.shape.slice(i + 1)));
  for (; axis >= 0 && size[axis] === x.shape[axis]; axis--) bytes *= size[axis];
  if (axis >= 0) bytes *= size[axis];
  begin.forEach((first, i) => from += first * steps[i]);
  // Axes before the pieces: the last of them is one call, those before it are counted through.
  const outer = size.slice(0, Math.max(0, axis)), count = outer.pop() ?? 1;
  const step = axis > 0 ? steps[axis - 1] : 0;
  for (let i = 0, calls = product(outer); i < calls; i++) {
    let at = from, rest = i;
    for (let j = outer.length - 1; j >= 0; j--) {
      at += rest % outer[j] * steps[j];
      rest = Math.floor(rest / outer[j]);
    }
    heap.kernels.copyBlocks(at, step, to, bytes, bytes, count);
    to += bytes * count;
  }
  return out;
}

/** Whether its numbers have four bytes each. */
function isWords({ dtype }: TensorInfo): boolean {
  return dtype === "float32" || dtype === "int32";
}

function axisOf(axis: unknown, { shape }: TensorInfo): number {
  return (Number(axis ?? 0) + shape.length) % shape.length;
}

function numbers(values: unknown): number[] {
  return [values].flat().map(Number);
}

function sum(values: number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

function product(values: number[]): number {
  return values.reduce((total, each) => total * each, 1);
}
