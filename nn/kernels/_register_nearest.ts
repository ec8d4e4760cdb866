import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** The nearest positions of every pair of sequences, and the gradients of their products. */
export function registerNearest(heap: WasmHeap): void {
  const { kernels } = heap;

  heap.register("NearestSimilarity", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), y = given(inputs, "y");
    const [users] = x.shape, [others, length, size] = y.shape;
    const values = heap.output([users, others]), rows = heap.output([2, users, others], "int32");
    const scratch = heap.output([kernels.nearestScratch(others * length, size) / 4]);
    const lists = ["xPlaces", "xStarts", "yPlaces", "yStarts"].map((name) => given(inputs, name));
    const from = [x, y, ...lists].map((each) => heap.address(each));
    const to = [values, rows, scratch].map((each) => heap.address(each));
    kernels.nearest(...from, Number(attrs?.none), ...to, users, others, size);
    heap.free(scratch);
    return [values, rows];
  });

  heap.register("NearestSimilarityGradient", () => ({ inputs }) => {
    const x = given(inputs, "x"), y = given(inputs, "y");
    const rows = given(inputs, "rows"), slope = given(inputs, "slope");
    const out = [heap.zeros(x.shape), heap.zeros(y.shape)], [users, others] = slope.shape;
    const at = [x, y, rows, slope, ...out].map((each) => heap.address(each));
    kernels.nearestGradient(...at, users * others, x.shape[2]);
    return out;
  });
}
