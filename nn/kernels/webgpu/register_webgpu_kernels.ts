import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tf } from "../../_tf.ts";
import { replaceKernel } from "../_replace_kernel.ts";
import { isLongProduct, longProduct, withoutParts } from "./_long_product.ts";
import { registerLayers } from "./_register_layers.ts";
import { registerNearest } from "./_register_nearest.ts";
import { registerRecurrence } from "./_register_recurrence.ts";
import { sumSegments } from "./_sum_segments.ts";

/**
 * Puts right what training needs and tfjs's WebGPU backend does with atomics, in no order, so that
 * the bits change from run to run on a GPU: sums over segments (gradient of every gather), and small
 * products with a long inner dimension (gradient of every weight). Adds kernels for what tfjs composes
 * of many, each of which a GPU takes longer to start than to run.
 */
export function registerWebGpuKernels(backend: WebGPUBackend): void {
  const transpose = tf.getKernel("Transpose", "webgpu").kernelFunc;
  replaceKernel("UnsortedSegmentSum", "webgpu", () => (call) => sumSegments(backend, call));
  replaceKernel(
    "BatchMatMul",
    "webgpu",
    (product) => (call) =>
      isLongProduct(call) ? longProduct(backend, call, { product, transpose }) : product(call),
  );
  replaceKernel(
    "_FusedMatMul",
    "webgpu",
    (product) => (call) => isLongProduct(call) ? withoutParts(() => product(call)) : product(call),
  );
  registerLayers(backend);
  registerRecurrence(backend);
  registerNearest(backend);
}
