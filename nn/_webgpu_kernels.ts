import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc } from "@tensorflow/tfjs";
import { tf } from "./_tf.ts";
import { isLongProduct, longProduct, withoutParts } from "./_webgpu_long_product.ts";
import { sumSegments } from "./_webgpu_sum_segments.ts";

/**
 * Puts right what training needs and tfjs's WebGPU backend does with atomics, in no order, so that
 * the bits change from run to run on a GPU: sums over segments (gradient of every gather), and small
 * products with a long inner dimension (gradient of every weight).
 */
export function registerWebGpuKernels(backend: WebGPUBackend): void {
  const replace = (kernelName: string, kernel: (stock: KernelFunc) => KernelFunc): void => {
    const { kernelFunc: stock } = tf.getKernel(kernelName, "webgpu");
    // Registering over a kernel only prints a warning.
    tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({ kernelName, backendName: "webgpu", kernelFunc: kernel(stock) });
  };
  const transpose = tf.getKernel("Transpose", "webgpu").kernelFunc;
  replace("UnsortedSegmentSum", () => (call) => sumSegments(backend, call));
  replace(
    "BatchMatMul",
    (product) => (call) =>
      isLongProduct(call) ? longProduct(backend, call, { product, transpose }) : product(call),
  );
  replace(
    "_FusedMatMul",
    (product) => (call) => isLongProduct(call) ? withoutParts(() => product(call)) : product(call),
  );
}
