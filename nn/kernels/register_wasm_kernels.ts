import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { guardMalloc } from "./_guard_malloc.ts";
import { registerAttention } from "./_register_attention.ts";
import { registerConvolution } from "./_register_convolution.ts";
import { registerLayers } from "./_register_layers.ts";
import { registerNearest } from "./_register_nearest.ts";
import { registerProducts } from "./_register_products.ts";
import { registerRecurrence } from "./_register_recurrence.ts";
import { registerRows } from "./_register_rows.ts";
import { registerSlices } from "./_register_slices.ts";
import { WasmHeap } from "./_wasm_heap.ts";
import type { Kernels } from "./kernels.ts";

let registered: Kernels | undefined;

/**
 * Puts kernels of our own, built from `core/kernels/assembly`, into tfjs's wasm backend: those that
 * training needs and it lacks, and those that it does slowly.
 *
 * @throws {Error} if the other build stands there already: a process computes with one of them
 */
export async function registerWasmKernels(backend: BackendWasm, kernels: Kernels): Promise<void> {
  if (registered === kernels) return;
  if (registered !== undefined) {
    throw new Error(
      `Cannot compute with ${kernels} kernels: ${registered} ones are in use, expected one kind a process`,
    );
  }
  const file = await fetch(new URL(`../../core/kernels/${kernels}.wasm`, import.meta.url));
  const heap = await WasmHeap.open(backend, await file.arrayBuffer());
  guardMalloc(backend);
  registerProducts(heap);
  registerRows(heap);
  registerLayers(heap);
  registerAttention(heap);
  registerRecurrence(heap);
  registerNearest(heap);
  registerSlices(heap);
  registerConvolution(heap);
  registered = kernels;
}
