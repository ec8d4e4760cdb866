import { tf } from "./_tf.ts";

/**
 * How many tensors the device holds: unchanged by everything in `nn`, which tests assert.
 * 0 as long as no device is open.
 *
 * @example
 * ```ts
 * import { tensorCount } from "./tensor_count.ts";
 * if (tensorCount() !== 0) throw new Error("a tensor without a device");
 * ```
 */
export function tensorCount(): number {
  return tf === undefined ? 0 : tf.memory().numTensors;
}
