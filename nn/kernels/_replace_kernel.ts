import type { KernelConfig, KernelFunc } from "@tensorflow/tfjs";
import { tf } from "../_tf.ts";

/**
 * Registers a kernel, in place of tfjs's own if it has one.
 *
 * @param make from tfjs's own, which it may fall back to
 */
export function replaceKernel(
  kernelName: string,
  backendName: string,
  make: (stock: KernelFunc) => KernelFunc,
): void {
  const known: KernelConfig | undefined = tf.getKernel(kernelName, backendName);
  // Registering over a kernel only prints a warning.
  if (known) tf.unregisterKernel(kernelName, backendName);
  const none: KernelFunc = () => {
    throw new Error(`Cannot run "${kernelName}" on ${backendName}: tfjs has no such kernel`);
  };
  tf.registerKernel({ kernelName, backendName, kernelFunc: make(known?.kernelFunc ?? none) });
}
