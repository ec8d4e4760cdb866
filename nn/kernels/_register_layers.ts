import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** Layer normalisation, GELU and dropout, each in one pass, and their gradients. */
export function registerLayers(heap: WasmHeap): void {
  const { kernels } = heap;
  const rowsOf = (shape: number[]): number => sizeOf(shape.slice(0, -1));

  heap.register("LayerNorm", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), weight = given(inputs, "weight"), bias = given(inputs, "bias");
    const y = heap.output(x.shape), size = x.shape[x.shape.length - 1];
    const [from, scale, shift, to] = [x, weight, bias, y].map((each) => heap.address(each));
    kernels.layerNorm(from, scale, shift, to, rowsOf(x.shape), size, Number(attrs?.epsilon));
    return y;
  });
  heap.register("LayerNormGradient", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), weight = given(inputs, "weight");
    const slope = given(inputs, "slope"), size = x.shape[x.shape.length - 1];
    const out = [heap.output(x.shape), heap.zeros([size]), heap.zeros([size])];
    const at = [x, weight, slope, ...out].map((each) => heap.address(each));
    kernels.layerNormGradient(...at, rowsOf(x.shape), size, Number(attrs?.epsilon));
    return out;
  });

  heap.register("Gelu", () => ({ inputs }) => {
    const x = given(inputs, "x"), y = heap.output(x.shape);
    kernels.gelu(heap.address(x), heap.address(y), sizeOf(x.shape));
    return y;
  });
  heap.register("GeluGradient", () => ({ inputs }) => {
    const x = given(inputs, "x"), slope = given(inputs, "slope"), byX = heap.output(x.shape);
    const [from, by, to] = [x, slope, byX].map((each) => heap.address(each));
    kernels.geluGradient(from, by, to, sizeOf(x.shape));
    return byX;
  });

  heap.register("Dropout", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), y = heap.output(x.shape), dropped = Number(attrs?.dropped);
    const kept = 65536 / (65536 - dropped), words = [attrs?.words ?? []].flat().map(Number);
    kernels.dropout(heap.address(x), heap.address(y), sizeOf(x.shape), dropped, kept, ...words);
    return y;
  });
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
