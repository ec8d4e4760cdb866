import { tf } from "./_tf.ts";
import type { Tensor } from "./tensor.ts";

let composing = false;

/**
 * Whether the open device has a kernel of ours for what tfjs composes of many. Its gradient is a
 * kernel, too, and has none: what is to be differentiated twice is composed.
 */
export function isFused(kernelName: string): boolean {
  return !composing && tf.getKernel(kernelName, tf.getBackend()) !== undefined;
}

/** Runs a kernel of ours. */
export function runFused(
  kernelName: string,
  inputs: Record<string, Tensor | undefined>,
  attrs: Record<string, number | boolean | number[]> = {},
): Tensor[] {
  const given: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(inputs)) if (tensor) given[name] = tensor;
  return [tf.engine().runKernel<Tensor | Tensor[]>(kernelName, given, attrs)].flat();
}

/** Runs a synchronous computation without the kernels that cannot be differentiated twice. */
export function composed<T>(compute: () => T): T {
  const before = composing;
  composing = true;
  try {
    return compute();
  } finally {
    composing = before;
  }
}
